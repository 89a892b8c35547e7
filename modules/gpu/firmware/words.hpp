// SPDX-License-Identifier: GPL-2.0
// Words that somebody else reads and writes, too: the driver, or the hardware. Each access here is one access,
// and they are in order.
#pragma once

#include <stdint.h>

namespace firmware {

template <class T> T load(const T &from)
{
    const T value = *const_cast<const volatile T *>(&from);
    asm volatile("fence" ::: "memory");
    return value;
}
template <class T> void store(T &to, T value)
{
    asm volatile("fence" ::: "memory");
    *const_cast<volatile T *>(&to) = value;
}

} // namespace firmware
