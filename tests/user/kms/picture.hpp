// SPDX-License-Identifier: GPL-2.0
// A dumb buffer with a picture that tests/screen.py knows, too.
#pragma once

#include <tests/user/kms/card.hpp>

#include <span>

#include <sys/mman.h>

/// Of many colours, and different for each seed; no two neighbours are alike, so one that is missing is seen.
constexpr std::uint32_t pattern(std::uint32_t seed, std::uint32_t x, std::uint32_t y)
{
    const std::uint32_t red = (x * seed + y) & 255, green = ((x ^ y) + 40 * seed) & 255,
                        blue = ((x * y >> 4) + 16 * seed) & 255;
    return red << 16 | green << 8 | blue;
}

struct Area {
    std::uint32_t x, y, width, height;
};

class Picture {
public:
    Picture(const Card &card, std::uint32_t width_, std::uint32_t height_,
            std::uint32_t format = DRM_FORMAT_XRGB8888)
        : width(width_), height(height_), card_(card)
    {
        drm_mode_create_dumb create{};
        create.width = width;
        create.height = height;
        create.bpp = 32;
        need(card.ask(DRM_IOCTL_MODE_CREATE_DUMB, create), "a dumb buffer");
        handle = create.handle;
        pitch = create.pitch;
        size_ = create.size;
        pixels_ = map();
        framebuffer = card.framebuffer(handle, width, height, pitch, format);
    }
    ~Picture()
    {
        munmap(pixels_, size_);
        drm_mode_destroy_dumb destroy{.handle = handle};
        EXPECT(ioctl(card_.fd, DRM_IOCTL_MODE_RMFB, &framebuffer), 0, 0);
        EXPECT(ioctl(card_.fd, DRM_IOCTL_MODE_DESTROY_DUMB, &destroy), 0, 0);
    }
    Picture(const Picture &) = delete;
    Picture &operator=(const Picture &) = delete;

    Picture &paint(std::uint32_t seed) { return paint(seed, {0, 0, width, height}); }
    Picture &paint(std::uint32_t seed, const Area &area)
    {
        for (auto y = area.y; y < area.y + area.height; y++)
            for (auto x = area.x; x < area.x + area.width; x++)
                pixel(pixels_, x, y) = pattern(seed, x, y);
        return *this;
    }
    /// All of one value, transparent or not.
    Picture &fill(std::uint32_t value)
    {
        for (std::uint32_t y = 0; y < height; y++)
            for (std::uint32_t x = 0; x < width; x++)
                pixel(pixels_, x, y) = value;
        return *this;
    }
    /// What is at (left, top) of the pattern, opaque.
    Picture &paint_from(std::uint32_t seed, std::uint32_t left, std::uint32_t top)
    {
        for (std::uint32_t y = 0; y < height; y++)
            for (std::uint32_t x = 0; x < width; x++)
                pixel(pixels_, x, y) = 0xff000000 | pattern(seed, left + x, top + y);
        return *this;
    }
    /// Whether it is there still, seen by another mapping.
    bool has(std::uint32_t seed) const
    {
        std::uint32_t *const pixels = map();
        const bool same = is(pixels, seed);
        munmap(pixels, size_);
        return same;
    }
    /// The same of a mapping that was there before: that of the picture, or one of as many bytes.
    bool still_has(std::uint32_t seed) const { return is(pixels_, seed); }
    bool is(const std::uint32_t *pixels, std::uint32_t seed) const
    {
        bool same = true;
        for (std::uint32_t y = 0; y < height; y++)
            for (std::uint32_t x = 0; x < width; x++)
                same &= pixels[std::size_t{y} * (pitch / 4) + x] == pattern(seed, x, y);
        return same;
    }

    /// All of its memory.
    std::span<volatile std::uint32_t> pixels() const { return {pixels_, size_ / 4}; }

    const std::uint32_t width, height;
    std::uint32_t handle{}, pitch{}, framebuffer{};

private:
    std::uint32_t *map() const
    {
        drm_mode_map_dumb where{.handle = handle, .pad = 0, .offset = 0};
        need(card_.ask(DRM_IOCTL_MODE_MAP_DUMB, where), "where to map a dumb buffer");
        void *const mapped = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, card_.fd,
                                  static_cast<off_t>(where.offset));
        need(mapped != MAP_FAILED, "to map a dumb buffer");
        return static_cast<std::uint32_t *>(mapped);
    }
    std::uint32_t &pixel(std::uint32_t *pixels, std::uint32_t x, std::uint32_t y) const
    {
        return pixels[std::size_t{y} * (pitch / 4) + x];
    }

    const Card &card_;
    std::size_t size_{};
    std::uint32_t *pixels_{};
};
