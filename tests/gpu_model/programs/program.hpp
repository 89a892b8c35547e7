// SPDX-License-Identifier: GPL-2.0
// What a program for the GPU begins with. `arguments` is where the descriptor says, as the program sees it.
#pragma once

#include <stdint.h>

extern "C" void invocation(uint32_t x, uint32_t y, uint32_t z, uint32_t *arguments);

extern "C" [[gnu::naked, gnu::section(".text.start")]] void _start()
{
    asm volatile("call invocation\n"
                 "ecall");
}
