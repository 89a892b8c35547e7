// SPDX-License-Identifier: GPL-2.0
// The display device that all is about.
#pragma once

#include <tests/fuzz/drm/device.hpp>

struct ScreenDevice : DrmDevice {
    /// How many there are, of whomever.
    size_t framebuffers() const
    {
        const std::string card = path();
        const size_t number = card.find_last_not_of("0123456789") + 1;
        std::ifstream list("/sys/kernel/debug/dri/" + card.substr(number) + "/framebuffer");
        size_t count = 0;
        for (std::string line; std::getline(list, line);)
            count += line.starts_with("framebuffer[") ? 1 : 0;
        return count;
    }
};

inline ScreenDevice screen_device{{.driver = "bochs-drm", .minor = "card", .slot = {}}};
