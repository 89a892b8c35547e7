// SPDX-License-Identifier: GPL-2.0
// BAR 0 of QEMU's teaching device, as in its docs/specs/edu.rst.
#pragma once

#include <bindings/pci.hpp>
#include <modules/edu/edu.h>

namespace edu {
using namespace kernel;

struct Regs {
    static constexpr size_t size = 0x100000;

    static constexpr Reg<const u32> id{0x00};
    static constexpr Reg<u32> liveness{0x04}; // reads back inverted
    static constexpr Reg<u32> factorial{0x08};
    static constexpr Reg<u32> status{0x20};
    static constexpr Reg<const u32> irq_status{0x24};
    static constexpr Reg<u32> irq_raise{0x60};
    static constexpr Reg<u32> irq_acknowledge{0x64};
    static constexpr Reg<u64> dma_source{0x80};
    static constexpr Reg<u64> dma_destination{0x88};
    static constexpr Reg<u64> dma_count{0x90};
    static constexpr Reg<u64> dma_command{0x98};
};

using Bar = Devres<pci::Bar<Regs>>;

/// Of the status register: raise an interrupt with the next factorial.
inline constexpr u32 irq_after_factorial = 0x80;

/// Of the command register for DMA.
inline constexpr u64 dma_start = 1;
inline constexpr u64 dma_from_device = 2;
inline constexpr u64 dma_irq = 4;

/// Where the device has its buffer, as it sees it, and how large that is.
inline constexpr u64 buffer_address = 0x40000;
inline constexpr size_t buffer_size = EDU_BUFFER_SIZE;
/// Causes of interrupts. Those below are whoever's who raises them.
inline constexpr u32 irq_of_factorial = 1;
inline constexpr u32 irq_of_dma = 0x100;

} // namespace edu
