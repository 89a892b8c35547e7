// SPDX-License-Identifier: GPL-2.0
// Writes instructions of command streams.
#pragma once

#include <modules/gpu/abi/commands.hpp>

#include <span>
#include <vector>

class Stream {
public:
    using Opcode = gpu::abi::Opcode;

    static constexpr uint64_t encoded(Opcode opcode, uint64_t first = 0, uint64_t second = 0,
                                      uint64_t third = 0, uint64_t low = 0)
    {
        return static_cast<uint64_t>(opcode) << 56 | first << 48 | second << 40 | third << 32 |
               (low & 0xffff'ffff);
    }

    Stream &add(uint64_t bits) { return instructions_.push_back(bits), *this; }
    Stream &add(Opcode opcode, uint64_t first = 0, uint64_t second = 0, uint64_t third = 0,
                uint64_t low = 0)
    {
        return add(encoded(opcode, first, second, third, low));
    }

    Stream &move48(uint64_t pair, uint64_t value)
    {
        return add(static_cast<uint64_t>(Opcode::move48) << 56 | pair << 48 | value);
    }
    Stream &move32(uint64_t number, uint32_t value)
    {
        return add(Opcode::move32, number, 0, 0, value);
    }
    Stream &load(uint64_t number, uint64_t address, uint16_t mask, int16_t offset)
    {
        return add(Opcode::load_multiple, number, address, 0,
                   uint32_t{mask} << 16 | static_cast<uint16_t>(offset));
    }
    Stream &store(uint64_t number, uint64_t address, uint16_t mask, int16_t offset)
    {
        return add(Opcode::store_multiple, number, address, 0,
                   uint32_t{mask} << 16 | static_cast<uint16_t>(offset));
    }
    Stream &branch(gpu::abi::Condition condition, uint64_t number, int16_t count)
    {
        return add(Opcode::branch, 0, number, 0,
                   static_cast<uint32_t>(condition) << 28 | static_cast<uint16_t>(count));
    }
    /// Of sync_wait32 and sync_wait64.
    Stream &wait(Opcode opcode, gpu::abi::SyncCondition condition, uint64_t address,
                 uint64_t number)
    {
        return add(opcode, 0, address, number, static_cast<uint32_t>(condition) << 28);
    }

    std::span<const uint64_t> instructions() const { return instructions_; }
    uint32_t size() const { return static_cast<uint32_t>(instructions_.size() * 8); }

private:
    std::vector<uint64_t> instructions_;
};
