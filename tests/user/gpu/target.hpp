// SPDX-License-Identifier: GPL-2.0
// A picture in a buffer of the processor, which it draws and a display shows.
#pragma once

#include <tests/user/gpu/binds.hpp>
#include <tests/user/kms/card.hpp>

class Target {
public:
    /// At `at` of the address space, and known to the display.
    Target(const Gpu &gpu, std::uint32_t vm, std::uint64_t at_, const Card &card,
           std::uint32_t width_, std::uint32_t height_)
        : at(at_), width(width_), height(height_), card_(card)
    {
        const auto handle = gpu.bo(std::uint64_t{stride()} * height);
        need(bind(gpu, vm, map_op(handle, at, std::uint64_t{stride()} * height)) == 0,
             "to bind a picture");
        drm_prime_handle prime{.handle = handle, .flags = DRM_CLOEXEC | DRM_RDWR, .fd = -1};
        need(gpu.ask(DRM_IOCTL_PRIME_HANDLE_TO_FD, prime) == 0, "to give a picture away");
        need(card.ask(DRM_IOCTL_PRIME_FD_TO_HANDLE, prime), "to take a picture");
        close(prime.fd);
        framebuffer = card.framebuffer(prime.handle, width, height, stride());
        drm_gem_close gem{.handle = prime.handle, .pad = 0};
        EXPECT(ioctl(card.fd, DRM_IOCTL_GEM_CLOSE, &gem), 0, 0);
        EXPECT(gpu.close_bo(handle), 0, 0);
    }
    ~Target() { EXPECT(ioctl(card_.fd, DRM_IOCTL_MODE_RMFB, &framebuffer), 0, 0); }
    Target(const Target &) = delete;
    Target &operator=(const Target &) = delete;

    std::uint32_t stride() const { return width * 4; }

    const std::uint64_t at;
    const std::uint32_t width, height;
    std::uint32_t framebuffer{};

private:
    const Card &card_;
};
