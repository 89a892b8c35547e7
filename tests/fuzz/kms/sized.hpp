// SPDX-License-Identifier: GPL-2.0
// A number and what it stands for in width and height.
#pragma once

#include <cstdint>

struct Sized {
    uint32_t id, width, height;

    static Sized of(uint64_t packed)
    {
        return {.id = static_cast<uint32_t>(packed),
                .width = static_cast<uint32_t>(packed >> 32 & 0xffff),
                .height = static_cast<uint32_t>(packed >> 48)};
    }
    uint64_t packed() const
    {
        return id | uint64_t{width & 0xffff} << 32 | uint64_t{height & 0xffff} << 48;
    }
};
