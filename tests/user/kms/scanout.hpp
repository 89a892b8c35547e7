// SPDX-License-Identifier: GPL-2.0
// What a display device shows, in its own memory: from the beginning on, row by row.
#pragma once

#include <tests/user/kms/picture.hpp>

class Scanout {
public:
    Scanout(const std::string &slot, std::uint32_t width, std::uint32_t height)
        : width_(width), height_(height)
    {
        const auto path = "/sys/bus/pci/devices/" + slot + "/resource0";
        const int memory = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        need(memory >= 0, path);
        void *const mapped = mmap(nullptr, size(), PROT_READ, MAP_SHARED, memory, 0);
        need(mapped != MAP_FAILED, path);
        close(memory);
        pixels_ = static_cast<const volatile std::uint32_t *>(mapped);
    }
    Scanout(const Scanout &) = delete;
    Scanout &operator=(const Scanout &) = delete;
    ~Scanout() { munmap(const_cast<std::uint32_t *>(pixels_), size()); }

    std::uint32_t at(std::uint32_t x, std::uint32_t y) const
    {
        return pixels_[y * width_ + x] & 0xffffff;
    }
    bool has(std::uint32_t seed, const Area &area) const
    {
        for (auto y = area.y; y < area.y + area.height; y++)
            for (auto x = area.x; x < area.x + area.width; x++)
                if (at(x, y) != pattern(seed, x, y))
                    return false;
        return true;
    }
    bool has(std::uint32_t seed) const { return has(seed, {0, 0, width_, height_}); }
    /// A number that is another if anything of it is.
    std::uint64_t sum() const
    {
        std::uint64_t sum = 0xcbf29ce484222325;
        for (std::uint32_t y = 0; y < height_; y++)
            for (std::uint32_t x = 0; x < width_; x++)
                sum = (sum ^ at(x, y)) * 0x100000001b3;
        return sum;
    }

private:
    std::size_t size() const { return std::size_t{width_} * height_ * sizeof(std::uint32_t); }

    std::uint32_t width_, height_;
    const volatile std::uint32_t *pixels_;
};

/// A mode of 60 pictures a second that no screen says it has: the smaller, the quicker is a test.
inline drm_mode_modeinfo small_mode(std::uint32_t width, std::uint32_t height)
{
    const auto end = [](std::uint32_t size, std::uint32_t more) {
        return static_cast<std::uint16_t>(size + more);
    };
    drm_mode_modeinfo mode{};
    mode.hdisplay = end(width, 0);
    mode.hsync_start = end(width, 4);
    mode.hsync_end = end(width, 8);
    mode.htotal = end(width, 16);
    mode.vdisplay = end(height, 0);
    mode.vsync_start = end(height, 4);
    mode.vsync_end = end(height, 8);
    mode.vtotal = end(height, 16);
    mode.clock = mode.htotal * mode.vtotal * 60U / 1000;
    mode.vrefresh = 60;
    std::strcpy(mode.name, "small");
    return mode;
}
