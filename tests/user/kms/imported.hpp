// SPDX-License-Identifier: GPL-2.0
// A picture in memory of another device, which has painted it.
#pragma once

#include <tests/user/foreign_buffer.hpp>
#include <tests/user/kms/picture.hpp>

class Imported {
public:
    Imported(const Card &card, std::uint32_t width, std::uint32_t height, std::uint32_t seed)
        : buffer(std::size_t{width} * height * 4), card_(card)
    {
        paint(width, height, seed);
        drm_prime_handle in{.handle = 0, .flags = 0, .fd = buffer.fd};
        need(card.ask(DRM_IOCTL_PRIME_FD_TO_HANDLE, in), "to import a buffer");
        handle = in.handle;
        framebuffer = card.framebuffer(handle, width, height, width * 4);
    }
    ~Imported()
    {
        drm_gem_close close{.handle = handle, .pad = 0};
        EXPECT(ioctl(card_.fd, DRM_IOCTL_MODE_RMFB, &framebuffer), 0, 0);
        EXPECT(ioctl(card_.fd, DRM_IOCTL_GEM_CLOSE, &close), 0, 0);
    }
    Imported(const Imported &) = delete;
    Imported &operator=(const Imported &) = delete;

    const ForeignBuffer buffer;
    std::uint32_t handle{}, framebuffer{};

private:
    void paint(std::uint32_t width, std::uint32_t height, std::uint32_t seed) const
    {
        auto *const pixels = static_cast<std::uint32_t *>(
            mmap(nullptr, buffer.size, PROT_READ | PROT_WRITE, MAP_SHARED, buffer.pages, 0));
        need(pixels != MAP_FAILED, "to map what is given away");
        for (std::uint32_t i = 0; i < width * height; i++)
            pixels[i] = pattern(seed, i % width, i / width);
        munmap(pixels, buffer.size);
    }

    const Card &card_;
};
