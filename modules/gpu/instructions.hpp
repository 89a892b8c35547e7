// SPDX-License-Identifier: GPL-2.0
// What the driver itself has a queue do, in instructions of abi/commands.hpp.
#pragma once

#include <bindings/types.hpp>
#include <modules/gpu/abi/commands.hpp>

#include <array>
#include <utility>

namespace gpu {
using namespace kernel;

/// A program's stream, with what it was told of the caches when that was made. Of no bytes: nothing to run.
struct Stream {
    u64 address;
    u32 size;
    u32 latest_flush;
};

/// Of a stream, each call of a queue is so long.
inline constexpr size_t call_instructions = 16;
inline constexpr size_t call_size = call_instructions * sizeof(u64);
using Call = std::array<u64, call_instructions>;

constexpr u64 instruction(abi::Opcode opcode, u64 rest)
{
    return u64{std::to_underlying(opcode)} << 56 | rest;
}

/// Runs a stream, and then counts one more in the Sync64 at `sync`. The last four registers are the driver's.
constexpr Call make_call(const Stream &stream, u64 sync, u32 cs_registers)
{
    using abi::Opcode;
    constexpr u64 all = u64{0xffff} << 16;
    const u64 address = cs_registers - 4;
    const u64 value = cs_registers - 2;
    Call call{};
    if (stream.size != 0) {
        call[0] = instruction(Opcode::move32, value << 48 | stream.latest_flush);
        call[1] = instruction(Opcode::flush_cache2, value << 40);
        call[2] = instruction(Opcode::move48, address << 48 | stream.address);
        call[3] = instruction(Opcode::move32, value << 48 | stream.size);
        call[4] = instruction(Opcode::wait, all);
        call[5] = instruction(Opcode::call, address << 40 | value << 32);
    }
    call[6] = instruction(Opcode::move48, address << 48 | sync);
    call[7] = instruction(Opcode::move48, value << 48 | 1);
    call[8] = instruction(Opcode::wait, all);
    call[9] = instruction(Opcode::sync_add64, address << 40 | value << 32 | 1);
    call[10] = instruction(Opcode::error_barrier, 0);
    return call;
}

} // namespace gpu
