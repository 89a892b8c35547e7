// SPDX-License-Identifier: GPL-2.0
// A processor of RV32IM without privileged instructions but wfi. It traps into nothing: who runs it learns why it
// cannot go on.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <expected>

namespace model::rv32 {

/// As mcause of RISC-V.
enum class Cause : uint32_t {
    instruction_misaligned = 0,
    instruction_access = 1,
    illegal_instruction = 2,
    breakpoint = 3,
    load_misaligned = 4,
    load_access = 5,
    store_misaligned = 6,
    store_access = 7,
    environment_call = 11,
};

struct Trap {
    Cause cause;
    uint32_t value; // the address, or the instruction
};

/// Of an instruction. An environment call is not left behind.
enum class Outcome { next, wait_for_interrupt, environment_call };

struct Core {
    std::array<uint32_t, 32> x{};
    uint32_t pc = 0;
};

/// What a core sees. An address is one that `size`, 1, 2 or 4, divides.
template <class T>
concept Bus = std::constructible_from<typename T::Error, Trap> && requires(T &bus, uint32_t word) {
    { bus.fetch(word) } -> std::same_as<std::expected<uint32_t, typename T::Error>>;
    { bus.load(word, word) } -> std::same_as<std::expected<uint32_t, typename T::Error>>;
    { bus.store(word, word, word) } -> std::same_as<std::expected<void, typename T::Error>>;
};

/// The fields of an instruction.
struct Instruction {
    uint32_t bits;

    constexpr uint32_t field(unsigned low, unsigned count) const
    {
        return bits >> low & ((1u << count) - 1);
    }
    constexpr uint32_t opcode() const { return field(0, 7); }
    constexpr uint32_t rd() const { return field(7, 5); }
    constexpr uint32_t function3() const { return field(12, 3); }
    constexpr uint32_t rs1() const { return field(15, 5); }
    constexpr uint32_t rs2() const { return field(20, 5); }
    constexpr uint32_t function7() const { return field(25, 7); }
    /// The sign of every immediate is in bit 31: it becomes all bits from `from` on.
    constexpr uint32_t sign(unsigned from) const { return bits >> 31 ? ~0u << from : 0; }

    constexpr uint32_t immediate_i() const { return sign(11) | field(20, 11); }
    constexpr uint32_t immediate_s() const { return sign(11) | field(25, 6) << 5 | field(7, 5); }
    constexpr uint32_t immediate_b() const
    {
        return sign(12) | field(7, 1) << 11 | field(25, 6) << 5 | field(8, 4) << 1;
    }
    constexpr uint32_t immediate_u() const { return bits & 0xffff'f000; }
    constexpr uint32_t immediate_j() const
    {
        return sign(20) | field(12, 8) << 12 | field(20, 1) << 11 | field(21, 10) << 1;
    }
};

/// What the instruction gives of two numbers: those of RV32I, if `function7` is 0 or 0x20, and those of M, if it is 1.
/// Nothing: there is no such instruction.
struct Computed {
    uint32_t value = 0;
    bool exists = true;
};
Computed compute(uint32_t function3, uint32_t function7, uint32_t a, uint32_t b);
/// Whether a branch is taken; it exists if `function3` is not 2 or 3.
bool compare(uint32_t function3, uint32_t a, uint32_t b);

} // namespace model::rv32
