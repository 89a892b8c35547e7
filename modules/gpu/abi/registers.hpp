// SPDX-License-Identifier: GPL-2.0
// The device as a driver sees it: an ivshmem-doorbell of QEMU, whose BAR 2 is memory that the model of the
// device shares with the guest. It holds registers, a page for user space, and the memory of the
// microcontroller. Nothing here happens by itself: whoever has written a register rings a doorbell.
#pragma once

#include <stdint.h>

namespace gpu::abi {

/// BAR 0, as in QEMU's docs/specs/ivshmem-spec.rst: writing (peer << 16 | vector) rings a bell of a peer.
inline constexpr uint32_t bar0_doorbell = 12;
/// The model. The guest is peer 0.
inline constexpr uint32_t peer = 1;

/// Doorbells of the model.
enum class Doorbell : uint32_t {
    registers = 0, // a request in the registers below
    firmware = 1,  // a message for the firmware (messages.hpp)
    queues = 2,    // a queue of a running group has grown
    count = 3,
};

/// Interrupts of the guest (MSI-X vectors).
enum class Irq : uint32_t {
    firmware = 0, // the firmware has sent a message
    device = 1,   // a request in the registers is done, or the microcontroller has trapped
    count = 2,
};

/// BAR 2: where what lies, in bytes.
inline constexpr uint32_t registers_offset = 0x0000;
/// A page that user space may map: its first word is the id of the latest flush of the caches, from 1 on, and from 1
/// again behind the highest.
inline constexpr uint32_t flush_page_offset = 0x1000;
inline constexpr uint32_t highest_flush_id = 0xff'ffff;
/// Memory of the microcontroller, which sees it from address 0 on.
inline constexpr uint32_t sram_offset = 0x100000;
inline constexpr uint32_t sram_size = 0x80000;
inline constexpr uint32_t bar2_size = 0x200000;

/// Registers: 32 bits each. What only the model writes is marked `ro`.
namespace reg {
inline constexpr uint32_t magic = 0x000;        // ro: magic_value
inline constexpr uint32_t gpu_id = 0x004;       // ro: as drm_panthor_gpu_info::gpu_id
inline constexpr uint32_t gpu_rev = 0x008;      // ro
inline constexpr uint32_t slots = 0x00c;        // ro: groups that can run at a time
inline constexpr uint32_t queues = 0x010;       // ro: queues that a group may have
inline constexpr uint32_t cs_registers = 0x014; // ro: registers of a command stream
inline constexpr uint32_t scoreboards = 0x018;  // ro
inline constexpr uint32_t as_present = 0x01c;   // ro: a bit for each address space
inline constexpr uint32_t mmu_features =
    0x020; // ro: bits of a virtual address, and of a physical one << 8
inline constexpr uint32_t shader_present = 0x024; // ro: a bit for each core
inline constexpr uint32_t tiler_present = 0x028;  // ro: none
inline constexpr uint32_t l2_present = 0x02c;     // ro
inline constexpr uint32_t max_threads = 0x030;    // ro

/// A request is a number that was not there before; it is done when `_done` has it too.
inline constexpr uint32_t reset_request = 0x040;
inline constexpr uint32_t reset_done = 0x044; // ro
/// What the microcontroller is to do, from which address on.
inline constexpr uint32_t mcu_control = 0x048; // McuControl
inline constexpr uint32_t mcu_entry = 0x04c;
inline constexpr uint32_t mcu_status = 0x050;     // ro: McuStatus
inline constexpr uint32_t mcu_trap_cause = 0x054; // ro: mcause of RISC-V
inline constexpr uint32_t mcu_trap_pc = 0x058;    // ro
inline constexpr uint32_t mcu_trap_value = 0x05c; // ro: the address, or the instruction

/// An address space: as_stride bytes each, from as_base on.
inline constexpr uint32_t as_base = 0x400;
inline constexpr uint32_t as_stride = 0x20;
inline constexpr uint32_t as_root_low = 0x00; // of its page table (mmu.hpp), 0: none
inline constexpr uint32_t as_root_high = 0x04;
/// The page tables have changed, or the root has: when it is done nothing uses what was there before.
inline constexpr uint32_t as_update_request = 0x08;
inline constexpr uint32_t as_update_done = 0x0c; // ro
} // namespace reg

inline constexpr uint32_t magic_value = 0x4b475055; // "UPGK"
inline constexpr uint32_t max_as = 16;

enum class McuControl : uint32_t { off = 0, run = 1 };
enum class McuStatus : uint32_t { off = 0, running = 1, trapped = 2 };

} // namespace gpu::abi
