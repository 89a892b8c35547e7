// SPDX-License-Identifier: GPL-2.0
// The display device that all is about, by its slot of the PCI bus.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>

struct ScreenDevice {
    std::string slot;

    /// The path of its card; nothing while there is none.
    std::string card() const
    {
        std::error_code gone;
        for (const auto &minor :
             std::filesystem::directory_iterator("/sys/bus/pci/devices/" + slot + "/drm", gone))
            if (const auto name = minor.path().filename().string(); name.starts_with("card"))
                return "/dev/dri/" + name;
        return "";
    }
    int open_card() const { return open(card().c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK); }

    /// `what` is 'bind' or 'unbind'.
    bool tell_driver(const std::string &what) const
    {
        std::ofstream driver("/sys/bus/pci/drivers/bochs-drm/" + what);
        return static_cast<bool>(driver << slot << std::flush);
    }

    /// How many there are, of whomever.
    size_t framebuffers() const
    {
        const std::string path = card();
        const size_t number = path.find_last_not_of("0123456789") + 1;
        std::ifstream list("/sys/kernel/debug/dri/" + path.substr(number) + "/framebuffer");
        size_t count = 0;
        for (std::string line; std::getline(list, line);)
            count += line.starts_with("framebuffer[") ? 1 : 0;
        return count;
    }
};

inline ScreenDevice screen_device;
