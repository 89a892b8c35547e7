// SPDX-License-Identifier: GPL-2.0
// The device that all is about, by its slot of the PCI bus.
#pragma once

#include <tests/user/drm_node.hpp>

#include <fstream>
#include <string>

#include <fcntl.h>

struct DrmDevice {
    std::string driver; // its name on the bus
    std::string minor;  // which of its files: 'card' or 'renderD'
    std::string slot;

    /// Where its file is; nothing while there is none.
    std::string path() const { return drm_node(slot, minor); }
    int open_file() const { return open(path().c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK); }

    /// `what` is 'bind' or 'unbind'.
    bool tell_driver(const std::string &what) const
    {
        std::ofstream told("/sys/bus/pci/drivers/" + driver + "/" + what);
        return static_cast<bool>(told << slot << std::flush);
    }
};
