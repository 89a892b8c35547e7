// SPDX-License-Identifier: GPL-2.0
// What programs that ask a driver have in common.
#pragma once

#include <tests/user/expect.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

inline std::uint64_t address(const void *object)
{
    return reinterpret_cast<std::uintptr_t>(object);
}

/// What the later steps build on.
inline void need(bool good, const std::string &what)
{
    if (good)
        return;
    std::printf("%s: %s\n", what.c_str(), std::strerror(errno));
    std::exit(1);
}
