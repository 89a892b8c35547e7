// SPDX-License-Identifier: GPL-2.0
// The fields of an instruction of a command stream.
#pragma once

#include <modules/gpu/abi/commands.hpp>

#include <cstdint>

namespace model {

struct Instruction {
    uint64_t bits;

    gpu::abi::Opcode opcode() const { return static_cast<gpu::abi::Opcode>(bits >> 56); }
    /// Numbers of registers: 55:48, 47:40, 39:32.
    uint8_t first() const { return static_cast<uint8_t>(bits >> 48); }
    uint8_t second() const { return static_cast<uint8_t>(bits >> 40); }
    uint8_t third() const { return static_cast<uint8_t>(bits >> 32); }

    uint64_t immediate48() const { return bits & 0xffff'ffff'ffff; }
    uint32_t immediate32() const { return static_cast<uint32_t>(bits); }
    /// 15:0, signed.
    int32_t offset() const { return static_cast<int16_t>(bits); }
    /// Registers from first() on: 31:16.
    uint16_t mask() const { return static_cast<uint16_t>(bits >> 16); }
    /// Of a branch, and of a wait for a Sync.
    gpu::abi::Condition condition() const
    {
        return static_cast<gpu::abi::Condition>(bits >> 28 & 7);
    }
    gpu::abi::SyncCondition sync_condition() const
    {
        return static_cast<gpu::abi::SyncCondition>(bits >> 28 & 15);
    }
    bool passes_error_on() const { return bits & 1; }

    /// Whether it has a descriptor.
    bool is_work() const
    {
        return opcode() >= gpu::abi::Opcode::fill && opcode() <= gpu::abi::Opcode::compute;
    }
};

} // namespace model
