// SPDX-License-Identifier: GPL-2.0
// Instructions of a command stream, 64 bits each: those of Arm's CSF as far as Linux' panthor and Mesa use
// them, and own ones from 0xc0 on. The opcode is in the highest byte. r<n> is a register of 32 bits; an
// address or a 64-bit number is in a pair, the lower half in the register with the even number.
#pragma once

#include <stdint.h>

namespace gpu::abi {

enum class Opcode : uint8_t {
    nop = 0,
    move48 = 1,     // pair 55:48 = 47:0
    move32 = 2,     // register 55:48 = 31:0
    wait = 3,       // until the scoreboards 31:16 are done: work is done in order, so they are
    add_imm32 = 16, // register 55:48 = register 47:40 + 31:0
    add_imm64 = 17, // pair 55:48 = pair 47:40 + 31:0, signed
    load_multiple =
        20, // registers from 55:48 on, of the mask 31:16, from [pair 47:40] + 15:0, signed
    store_multiple = 21,
    branch =
        22, // by 15:0, signed, in instructions from the next one on, if register 47:40 is as 30:28 says
    call = 32, // the stream at [pair 47:40], whose bytes register 39:32 has; returns at its end
    jump = 33,
    flush_cache2 = 36,
    sync_add32 = 37, // Sync32 at [pair 47:40] += register 39:32; bit 0: an error is passed on
    sync_set32 = 38,
    sync_wait32 = 39, // until Sync32 at [pair 47:40] is as 31:28 says, compared with register 39:32
    store_state = 40, // [pair 47:40] + 15:0, signed = what 39:32 says (State), 64 bits
    error_barrier = 47, // an error of before is forgotten
    sync_add64 = 51,    // Sync64, and a pair at 39:32
    sync_set64 = 52,
    sync_wait64 = 53,

    /// Work on pictures: descriptors at [pair 47:40].
    fill = 0xc0,
    copy = 0xc1,
    blend = 0xc2,
    /// Runs a program of RV32IM once for each invocation.
    compute = 0xc3,

    /// For tests of drivers: an engine that does not stop any more until the device is reset; a fault.
    hang = 0xce,
    raise_fault = 0xcf, // with the code 15:0
};

/// Of branch, in 30:28: what the register is, as a signed number.
enum class Condition : uint8_t {
    less_or_equal = 0,
    greater = 1,
    equal = 2,
    not_equal = 3,
    less = 4,
    greater_or_equal = 5,
    always = 6,
};

/// Of sync_wait, in 31:28: what there is, compared with the register.
enum class SyncCondition : uint8_t { less_or_equal = 0, greater = 1 };

/// Of store_state.
enum class State : uint8_t { timestamp = 0, cycles = 1 };

struct Sync32 {
    uint32_t seqno;
    uint32_t status; // 0, or the Fault of who had an error to pass on
};
struct Sync64 {
    uint64_t seqno;
    uint32_t status;
    uint32_t pad;
};

/// A picture of 32-bit pixels, 0xAARRGGBB.
struct Surface {
    uint64_t address;
    uint32_t stride; // in bytes
    uint32_t pad;
};
/// A rectangle of `to` becomes `color` (fill), the pixels of `from` (copy), or those over what is there, whose
/// colours are multiplied with their alpha (blend): each channel is over + round(under * (255 - alpha) / 255),
/// 255 at most.
struct Draw {
    Surface to;
    Surface from;
    uint32_t to_x, to_y;
    uint32_t from_x, from_y;
    uint32_t width, height;
    uint32_t color;
    uint32_t pad;
};
/// Each of x * y * z invocations begins at `program` with a0, a1, a2 = its x, y, z, a3 = the lower half of
/// `arguments` and a4 the upper one, sp = the end of its stack, and ends by ecall. It reaches 4 GiB of GPU
/// memory from `window` on: address 0 of the program is there. Its stack is its own, of 1 KiB, below
/// 0xffffffff, and not in memory.
struct Compute {
    uint64_t window;
    uint64_t arguments;
    uint32_t program;
    uint32_t x, y, z;
    uint32_t most_instructions; // of an invocation: then it is a fault
    uint32_t pad;
};
static_assert(sizeof(Draw) == 64 && sizeof(Compute) == 40);

/// Most pixels of a side of what is drawn, most invocations.
inline constexpr uint32_t largest_side = 16384;
inline constexpr uint32_t most_invocations = 1u << 24;

/// What a stream has done wrong, as drm drivers report it: fatal to its group.
enum class Fault : uint32_t {
    none = 0,
    /// With the address.
    translation = 0xc0, // nothing is mapped there
    permission = 0xc8,
    bus = 0xd0, // no memory is there
    /// With the instruction.
    invalid_instruction = 0x49,
    invalid_descriptor = 0x4a,
    program_trapped = 0x4b,
    program_too_long = 0x4c,
    call_too_deep = 0x4d,
    misaligned = 0x4e,
    /// The insert pointer of a queue is not within its ring, or not where an instruction can begin.
    corrupt_queue = 0x50,
};

/// Nested calls.
inline constexpr unsigned int most_calls = 8;

/// How a queue grows: its driver writes `insert` and rings Doorbell::queues, the device writes `extract`. Both
/// count bytes and never wrap; the ring has a power of two of bytes.
struct QueueInput {
    uint64_t insert;
};
struct QueueOutput {
    uint64_t extract;
    uint32_t is_waiting; // for a Sync
    uint32_t pad;
    uint64_t cycles; // that it has cost since it was made
    uint64_t nanoseconds;
};

/// Where a queue's registers are while its group does not run. Of zeros, it is one that never ran.
inline constexpr uint32_t queue_state_size = 1024;

} // namespace gpu::abi
