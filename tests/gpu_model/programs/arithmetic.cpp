// SPDX-License-Identifier: GPL-2.0
// All instructions of numbers: arguments[0] are the inputs, arguments[1] the outputs, 32 for each pair of the
// arguments[2] inputs.
#include "program.hpp"

// What an instruction gives of its operands.
#define RESULT(instruction, ...)                                                                   \
    ({                                                                                             \
        uint32_t result;                                                                           \
        asm volatile(instruction : "=r"(result) : __VA_ARGS__);                                    \
        result;                                                                                    \
    })
#define OF_TWO(name) RESULT(name " %0, %1, %2", "r"(a), "r"(b))
#define OF_NUMBER(name, number) RESULT(name " %0, %1, " number, "r"(a))
// Puts a bit into `taken`.
#define BRANCH(name)                                                                               \
    asm volatile(name " %1, %2, 1f\n slli %0, %0, 1\n j 2f\n1: slli %0, %0, 1\n ori %0, %0, 1\n2:" \
                 : "+r"(taken)                                                                     \
                 : "r"(a), "r"(b))

using Out = volatile uint32_t *;

static Out operations(Out out, uint32_t a, uint32_t b)
{
    *out++ = OF_TWO("add");
    *out++ = OF_TWO("sub");
    *out++ = OF_TWO("sll");
    *out++ = OF_TWO("slt");
    *out++ = OF_TWO("sltu");
    *out++ = OF_TWO("xor");
    *out++ = OF_TWO("srl");
    *out++ = OF_TWO("sra");
    *out++ = OF_TWO("or");
    *out++ = OF_TWO("and");
    *out++ = OF_TWO("mul");
    *out++ = OF_TWO("mulh");
    *out++ = OF_TWO("mulhsu");
    *out++ = OF_TWO("mulhu");
    *out++ = OF_TWO("div");
    *out++ = OF_TWO("divu");
    *out++ = OF_TWO("rem");
    *out++ = OF_TWO("remu");
    return out;
}

static Out branches(Out out, uint32_t a, uint32_t b)
{
    uint32_t taken = 0;
    BRANCH("beq");
    BRANCH("bne");
    BRANCH("blt");
    BRANCH("bge");
    BRANCH("bltu");
    BRANCH("bgeu");
    *out++ = taken;
    return out;
}

// Parts of words, on the stack.
static Out parts(Out out, uint32_t a, uint32_t b)
{
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
    return out;
}

static void immediates(Out out, uint32_t a)
{
    *out++ = OF_NUMBER("addi", "-2048");
    *out++ = OF_NUMBER("slti", "-1");
    *out++ = OF_NUMBER("sltiu", "-1");
    *out++ = OF_NUMBER("xori", "0x555");
    *out++ = OF_NUMBER("slli", "31");
    *out++ = OF_NUMBER("srli", "7");
    *out++ = OF_NUMBER("srai", "7");
}

void invocation(uint32_t x, uint32_t y, uint32_t, uint32_t *arguments)
{
    const auto *in = reinterpret_cast<const uint32_t *>(arguments[0]);
    Out out = reinterpret_cast<uint32_t *>(arguments[1]) + (y * arguments[2] + x) * 32;
    const uint32_t a = in[x], b = in[y];
    immediates(parts(branches(operations(out, a, b), a, b), a, b), a);
}
