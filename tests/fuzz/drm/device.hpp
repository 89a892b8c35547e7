// SPDX-License-Identifier: GPL-2.0
// The device that all is about, by its slot of the PCI bus.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>

struct DrmDevice {
    std::string driver; // its name on the bus
    std::string minor;  // which of its files: 'card' or 'renderD'
    std::string slot;

    /// Where its file is; nothing while there is none.
    std::string path() const
    {
        std::error_code gone;
        for (const auto &there :
             std::filesystem::directory_iterator("/sys/bus/pci/devices/" + slot + "/drm", gone))
            if (const auto name = there.path().filename().string(); name.starts_with(minor))
                return "/dev/dri/" + name;
        return "";
    }
    int open_file() const { return open(path().c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK); }

    /// `what` is 'bind' or 'unbind'.
    bool tell_driver(const std::string &what) const
    {
        std::ofstream told("/sys/bus/pci/drivers/" + driver + "/" + what);
        return static_cast<bool>(told << slot << std::flush);
    }
};
