// SPDX-License-Identifier: GPL-2.0
// What the microcontroller sees beside its memory: the engines that run groups, the doorbell, the interrupts of
// the host. Each access is to a word, and takes effect at once.
#pragma once

#include <stdint.h>

namespace gpu::abi {

inline constexpr uint32_t engine_base = 0x4000'0000;

/// From engine_base on.
namespace mcu {
inline constexpr uint32_t slots = 0x000;  // ro
inline constexpr uint32_t queues = 0x004; // ro
inline constexpr uint32_t pending =
    0x008; // ro: a bit for each slot with an event; bit 31: the doorbell
inline constexpr uint32_t acknowledge = 0x00c; // wo: these are no longer pending
inline constexpr uint32_t raise_irq = 0x010;   // wo: the vector (Irq)
inline constexpr uint32_t time_low = 0x014;    // ro: nanoseconds; reading it keeps the upper half
inline constexpr uint32_t time_high = 0x018;   // ro

/// A slot: slot_stride bytes each.
inline constexpr uint32_t slot_base = 0x1000;
inline constexpr uint32_t slot_stride = 0x400;
inline constexpr uint32_t control = 0x000; // wo: SlotControl
inline constexpr uint32_t state = 0x004;   // ro: SlotState
inline constexpr uint32_t events = 0x008;  // ro: SlotEvent bits; written ones are taken back
inline constexpr uint32_t as = 0x00c;
inline constexpr uint32_t priority = 0x010;
inline constexpr uint32_t queue_count = 0x014;
inline constexpr uint32_t state_low = 0x018; // address of the queues' states
inline constexpr uint32_t state_high = 0x01c;
inline constexpr uint32_t fault_code = 0x020;  // ro: Fault
inline constexpr uint32_t fault_queue = 0x024; // ro
inline constexpr uint32_t fault_low = 0x028;   // ro
inline constexpr uint32_t fault_high = 0x02c;  // ro
inline constexpr uint32_t busy = 0x030;        // ro: a bit for each queue with work left

/// A queue of a slot: queue_stride bytes each.
inline constexpr uint32_t queue_base = 0x100;
inline constexpr uint32_t queue_stride = 0x20;
inline constexpr uint32_t ring_low = 0x00;
inline constexpr uint32_t ring_high = 0x04;
inline constexpr uint32_t input_low = 0x08;
inline constexpr uint32_t input_high = 0x0c;
inline constexpr uint32_t output_low = 0x10;
inline constexpr uint32_t output_high = 0x14;
inline constexpr uint32_t ring_size = 0x18;
inline constexpr uint32_t queue_priority = 0x1c;
} // namespace mcu

inline constexpr uint32_t pending_doorbell = 1u << 31;

enum class SlotControl : uint32_t {
    start = 1, // reads the states of the queues
    stop = 2,  // behind the instruction of each queue; writes their states
};
enum class SlotState : uint32_t { free = 0, running = 1, stopping = 2, stopped = 3, faulted = 4 };

enum class SlotEvent : uint32_t {
    stopped = 1u << 0,
    faulted = 1u << 1,
    sync = 1u << 2, // a queue has changed a Sync
    idle = 1u << 3, // nothing left to do
};

} // namespace gpu::abi
