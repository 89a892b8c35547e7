// SPDX-License-Identifier: GPL-2.0
// A picture, of which each invocation makes a pixel, by calls that need a stack.
#include "program.hpp"

[[gnu::noinline]] static uint32_t fibonacci(uint32_t n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

void invocation(uint32_t x, uint32_t y, uint32_t z, uint32_t *arguments)
{
    arguments[(z * 8 + y) * 16 + x] += fibonacci(x) * 1000 + y * 10 + z + 1;
}
