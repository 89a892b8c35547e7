// SPDX-License-Identifier: GPL-2.0
// The registers of the device, as abi/registers.hpp has them.
#pragma once

#include <bindings/pci.hpp>
#include <modules/gpu/abi/registers.hpp>

namespace gpu {
using namespace kernel;

/// BAR 2. Behind the registers there is memory: of the flush page, and of the microcontroller.
struct Regs {
    static constexpr size_t size = abi::bar2_size;

    static constexpr Reg<const u32> magic{abi::reg::magic};
    static constexpr Reg<const u32> gpu_id{abi::reg::gpu_id};
    static constexpr Reg<const u32> gpu_rev{abi::reg::gpu_rev};
    static constexpr Reg<const u32> slots{abi::reg::slots};
    static constexpr Reg<const u32> queues{abi::reg::queues};
    static constexpr Reg<const u32> cs_registers{abi::reg::cs_registers};
    static constexpr Reg<const u32> scoreboards{abi::reg::scoreboards};
    static constexpr Reg<const u32> as_present{abi::reg::as_present};
    static constexpr Reg<const u32> mmu_features{abi::reg::mmu_features};
    static constexpr Reg<const u32> shader_present{abi::reg::shader_present};
    static constexpr Reg<const u32> tiler_present{abi::reg::tiler_present};
    static constexpr Reg<const u32> l2_present{abi::reg::l2_present};
    static constexpr Reg<const u32> max_threads{abi::reg::max_threads};

    static constexpr Reg<u32> reset_request{abi::reg::reset_request};
    static constexpr Reg<const u32> reset_done{abi::reg::reset_done};
    static constexpr Reg<u32> mcu_control{abi::reg::mcu_control};
    static constexpr Reg<u32> mcu_entry{abi::reg::mcu_entry};
    static constexpr Reg<const u32> mcu_status{abi::reg::mcu_status};
    static constexpr Reg<const u32> mcu_trap_cause{abi::reg::mcu_trap_cause};
    static constexpr Reg<const u32> mcu_trap_pc{abi::reg::mcu_trap_pc};
    static constexpr Reg<const u32> mcu_trap_value{abi::reg::mcu_trap_value};
};

/// BAR 0.
struct BellRegs {
    static constexpr size_t size = 0x100;

    static constexpr Reg<u32> doorbell{abi::bar0_doorbell};
};

using Bar = Devres<pci::Bar<Regs>>;
using BellBar = Devres<pci::Bar<BellRegs>>;

} // namespace gpu
