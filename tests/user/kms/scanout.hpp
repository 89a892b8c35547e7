// SPDX-License-Identifier: GPL-2.0
// What a display device shows, in its own memory, row by row.
#pragma once

#include <tests/user/kms/picture.hpp>

class Scanout {
public:
    Scanout(const std::string &slot, std::uint32_t width, std::uint32_t height)
        : width_(width), height_(height), memory_(slot, 0), registers_(slot, 2)
    {}

    std::uint32_t at(std::uint32_t x, std::uint32_t y) const { return at(begin(), x, y); }
    bool has(std::uint32_t seed, const Area &area) const
    {
        const std::size_t first = begin();
        for (auto y = area.y; y < area.y + area.height; y++)
            for (auto x = area.x; x < area.x + area.width; x++)
                if (at(first, x, y) != pattern(seed, x, y))
                    return false;
        return true;
    }
    bool has(std::uint32_t seed) const { return has(seed, {0, 0, width_, height_}); }
    /// A number that is another if anything of it is.
    std::uint64_t sum() const
    {
        const std::size_t first = begin();
        std::uint64_t sum = 0xcbf29ce484222325;
        for (std::uint32_t y = 0; y < height_; y++)
            for (std::uint32_t x = 0; x < width_; x++)
                sum = (sum ^ at(first, x, y)) * 0x100000001b3;
        return sum;
    }

private:
    /// A BAR of the device, mapped.
    class Bar {
    public:
        Bar(const std::string &slot, int number)
        {
            const auto path = "/sys/bus/pci/devices/" + slot + "/resource" + std::to_string(number);
            const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
            need(file >= 0, path);
            size_ = static_cast<std::size_t>(lseek(file, 0, SEEK_END));
            mapped_ = mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
            need(mapped_ != MAP_FAILED, path);
            close(file);
        }
        Bar(const Bar &) = delete;
        Bar &operator=(const Bar &) = delete;
        ~Bar() { munmap(mapped_, size_); }

        template <class T> T read(std::size_t index) const
        {
            need((index + 1) * sizeof(T) <= size_, "what the device has");
            return static_cast<const volatile T *>(mapped_)[index];
        }

    private:
        std::size_t size_;
        void *mapped_;
    };

    /// Of the first pixel that it shows, as its registers say (VBE_DISPI_INDEX_*).
    std::size_t begin() const
    {
        const auto value = [&](std::size_t index) {
            return registers_.read<std::uint16_t>(0x500 / 2 + index);
        };
        return std::size_t{value(9)} * value(6) + value(8);
    }
    std::uint32_t at(std::size_t first, std::uint32_t x, std::uint32_t y) const
    {
        return memory_.read<std::uint32_t>(first + y * width_ + x) & 0xffffff;
    }

    std::uint32_t width_, height_;
    const Bar memory_, registers_;
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
