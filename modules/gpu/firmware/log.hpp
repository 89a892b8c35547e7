// SPDX-License-Identifier: GPL-2.0
// Lines for people, who read them through the driver.
#pragma once

#include <stdint.h>

namespace firmware {

struct Hex {
    uint64_t value;
};

class Line {
public:
    Line() = default;
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;
    ~Line();

    Line &operator<<(const char *text);
    Line &operator<<(uint32_t number);
    Line &operator<<(Hex number);
};

/// What cannot be: says it, and ends all work until the next reset.
[[noreturn]] void panic(const char *why, uint32_t value);

} // namespace firmware
