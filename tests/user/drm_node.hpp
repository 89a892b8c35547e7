// SPDX-License-Identifier: GPL-2.0
// Where programs find a device of the PCI bus.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// The path of its file whose name begins with `minor`, which is 'card' or 'renderD'; nothing while there is none.
inline std::string drm_node(const std::string &slot, std::string_view minor)
{
    std::error_code gone;
    for (const auto &there :
         std::filesystem::directory_iterator("/sys/bus/pci/devices/" + slot + "/drm", gone))
        if (const auto name = there.path().filename().string(); name.starts_with(minor))
            return "/dev/dri/" + name;
    return "";
}
