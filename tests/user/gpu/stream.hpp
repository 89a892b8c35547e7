// SPDX-License-Identifier: GPL-2.0
// Command streams, written instruction by instruction (modules/gpu/abi/commands.hpp).
#pragma once

#include <modules/gpu/abi/commands.hpp>

#include <cstdint>
#include <utility>
#include <vector>

class Stream {
public:
    using Opcode = gpu::abi::Opcode;

    Stream &move48(unsigned pair, std::uint64_t value)
    {
        return add(Opcode::move48, std::uint64_t{pair} << 48 | value);
    }
    Stream &move32(unsigned reg, std::uint32_t value)
    {
        return add(Opcode::move32, std::uint64_t{reg} << 48 | value);
    }
    /// Of the descriptor at [pair].
    Stream &draw(Opcode what, unsigned pair) { return add(what, std::uint64_t{pair} << 40); }
    /// By so many instructions from the next one on.
    Stream &branch(gpu::abi::Condition condition, unsigned reg, std::int16_t by)
    {
        return add(Opcode::branch, std::uint64_t{std::to_underlying(condition)} << 28 |
                                       std::uint64_t{reg} << 40 | static_cast<std::uint16_t>(by));
    }
    Stream &add_imm32(unsigned to, unsigned from, std::int32_t number)
    {
        return add(Opcode::add_imm32, std::uint64_t{to} << 48 | std::uint64_t{from} << 40 |
                                          static_cast<std::uint32_t>(number));
    }
    Stream &store(unsigned first, std::uint16_t mask, unsigned pair, std::int16_t offset = 0)
    {
        return add(Opcode::store_multiple, std::uint64_t{first} << 48 | std::uint64_t{pair} << 40 |
                                               std::uint64_t{mask} << 16 |
                                               static_cast<std::uint16_t>(offset));
    }
    Stream &load(unsigned first, std::uint16_t mask, unsigned pair, std::int16_t offset = 0)
    {
        return add(Opcode::load_multiple, std::uint64_t{first} << 48 | std::uint64_t{pair} << 40 |
                                              std::uint64_t{mask} << 16 |
                                              static_cast<std::uint16_t>(offset));
    }
    Stream &fault(std::uint16_t code) { return add(Opcode::raise_fault, code); }
    Stream &hang() { return add(Opcode::hang, 0); }
    Stream &raw(std::uint64_t instruction)
    {
        words.push_back(instruction);
        return *this;
    }

    /// In bytes.
    std::uint32_t size() const { return static_cast<std::uint32_t>(words.size() * 8); }

    std::vector<std::uint64_t> words;

private:
    Stream &add(Opcode opcode, std::uint64_t rest)
    {
        return raw(std::uint64_t{std::to_underlying(opcode)} << 56 | rest);
    }
};

/// Adds a number to a word: not as one, so that what runs beside it is seen.
inline Stream step(std::uint64_t word, std::uint32_t number)
{
    return Stream()
        .move48(2, word)
        .load(4, 1, 2)
        .add_imm32(4, 4, static_cast<std::int32_t>(number))
        .store(4, 1, 2);
}
