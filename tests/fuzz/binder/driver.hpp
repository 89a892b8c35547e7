// SPDX-License-Identifier: GPL-2.0
// The driver that is tried: what it is called in user space.
#pragma once

#include <string>

struct Driver {
    std::string device;      // a path
    std::string logs;        // its folder in debugfs
    std::string file_system; // as mount() knows it
};

/// Set before any process begins, and the same for all of them.
inline Driver driver;

/// Where the mount is, if there is one.
inline const std::string mounted = "/tmp/fuzz";
