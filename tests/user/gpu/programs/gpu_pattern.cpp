// SPDX-License-Identifier: GPL-2.0
// A program of the processor, for one pixel: the pattern of tests/user/kms/picture.hpp. It lies anywhere.
#include <stdint.h>

struct Arguments {
    uint32_t picture; // where it is in the window, and how long its rows are
    uint32_t stride;
    uint32_t seed;
};

extern "C" [[noreturn, gnu::section(".text.start")]] void start(uint32_t x, uint32_t y, uint32_t,
                                                                const Arguments *arguments)
{
    const uint32_t seed = arguments->seed;
    const uint32_t red = (x * seed + y) & 255, green = ((x ^ y) + 40 * seed) & 255,
                   blue = ((x * y >> 4) + 16 * seed) & 255;
    const uint32_t place = arguments->picture + y * arguments->stride + x * 4;
    *reinterpret_cast<uint32_t *>(static_cast<uintptr_t>(place)) =
        0xff000000 | red << 16 | green << 8 | blue;
    for (;;)
        asm volatile("ecall" ::: "memory");
}
