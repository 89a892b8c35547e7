// SPDX-License-Identifier: GPL-2.0
// All instructions of two numbers: arguments[0] are the inputs, arguments[1] the outputs, 32 for each pair.
#include "program.hpp"

#define OPERATION(name)                                                                            \
    asm volatile(name " %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));                              \
    *out++ = result;

static void immediates(uint32_t a, volatile uint32_t *out)
{
    uint32_t result;
#define IMMEDIATE(name, number)                                                                    \
    asm volatile(name " %0, %1, " number : "=r"(result) : "r"(a));                                 \
    *out++ = result;
    IMMEDIATE("addi", "-2048")
    IMMEDIATE("slti", "-1")
    IMMEDIATE("sltiu", "-1")
    IMMEDIATE("xori", "0x555")
    IMMEDIATE("slli", "31")
    IMMEDIATE("srli", "7")
    IMMEDIATE("srai", "7")
}

void invocation(uint32_t x, uint32_t y, uint32_t, uint32_t *arguments)
{
    const auto *in = reinterpret_cast<const uint32_t *>(arguments[0]);
    volatile uint32_t *out =
        reinterpret_cast<uint32_t *>(arguments[1]) + (y * arguments[2] + x) * 32;
    const uint32_t a = in[x], b = in[y];
    uint32_t result;
    OPERATION("add")
    OPERATION("sub")
    OPERATION("sll")
    OPERATION("slt")
    OPERATION("sltu")
    OPERATION("xor")
    OPERATION("srl") OPERATION("sra") OPERATION("or") OPERATION("and") OPERATION("mul")
        OPERATION("mulh") OPERATION("mulhsu") OPERATION("mulhu") OPERATION("div") OPERATION("divu")
            OPERATION("rem") OPERATION("remu") uint32_t taken = 0;
#define BRANCH(name)                                                                               \
    asm volatile(name " %1, %2, 1f\n slli %0, %0, 1\n j 2f\n1: slli %0, %0, 1\n ori %0, %0, 1\n2:" \
                 : "+r"(taken)                                                                     \
                 : "r"(a), "r"(b));
    BRANCH("beq")
    BRANCH("bne") BRANCH("blt") BRANCH("bge") BRANCH("bltu") BRANCH("bgeu") *out++ = taken;
    // Parts of words, through the stack.
    volatile uint32_t word = a;
    auto *bytes = reinterpret_cast<volatile int8_t *>(&word);
    auto *halves = reinterpret_cast<volatile int16_t *>(&word);
    *out++ = static_cast<uint32_t>(bytes[3]);
    *out++ = static_cast<uint8_t>(bytes[2]);
    *out++ = static_cast<uint32_t>(halves[1]);
    *out++ = static_cast<uint16_t>(halves[0]);
    bytes[1] = static_cast<int8_t>(b);
    halves[1] = static_cast<int16_t>(b);
    *out++ = word;
    immediates(a, out);
}
