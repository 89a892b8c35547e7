// SPDX-License-Identifier: GPL-2.0
// The microcontroller: a core that sees its memory from address 0 on, and the registers of the engines.
#pragma once

#include <modules/gpu/abi/registers.hpp>

#include "engines.hpp"
#include "memory.hpp"
#include "rv32.hpp"

namespace model {

class Mcu {
public:
    Mcu(Memory &bar2, Engines &engines)
        : sram_(bar2.bytes().subspan(gpu::abi::sram_offset, gpu::abi::sram_size)), engines_(engines)
    {}

    /// Begins at `entry`, or ends; of a core that runs already, or has trapped, the former changes nothing.
    void control(gpu::abi::McuControl control, uint32_t entry);

    gpu::abi::McuStatus status() const { return status_; }
    /// Why it has trapped, and where.
    const rv32::Trap &trap() const { return trap_; }
    uint32_t pc() const { return core_.pc; }

    /// Whether it has something to do at once.
    bool is_awake() const;
    /// How long it sleeps if nothing wakes it, negative: for ever.
    int sleeps_for() const;

    /// Runs so many instructions at most.
    void run(unsigned int instructions);

    /// With its memory.
    void power_on();

private:
    void fall_asleep();

    std::span<std::byte> sram_;
    Engines &engines_;
    rv32::Core core_;
    gpu::abi::McuStatus status_ = gpu::abi::McuStatus::off;
    rv32::Trap trap_{};
    bool asleep_ = false;
    uint64_t wakes_ = 0;
};

} // namespace model
