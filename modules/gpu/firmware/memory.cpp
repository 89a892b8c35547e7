// SPDX-License-Identifier: GPL-2.0
// What the compiler calls where it copies.
#include <stddef.h>

extern "C" void *memcpy(void *to, const void *from, size_t size)
{
    auto *target = static_cast<unsigned char *>(to);
    auto *source = static_cast<const unsigned char *>(from);
    for (size_t i = 0; i < size; i++)
        target[i] = source[i];
    return to;
}

extern "C" void *memset(void *to, int value, size_t size)
{
    auto *target = static_cast<unsigned char *>(to);
    for (size_t i = 0; i < size; i++)
        target[i] = static_cast<unsigned char>(value);
    return to;
}
