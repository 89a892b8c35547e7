// SPDX-License-Identifier: GPL-2.0
// What system calls of this process give.
#pragma once

#include <cerrno>
#include <cstring>
#include <print>

/// Says what one gave just now.
inline void print_outcome(const char *what, long value)
{
    std::println("{}: {}", what, value < 0 ? strerrorname_np(errno) : "done");
}
