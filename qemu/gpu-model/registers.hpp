// SPDX-License-Identifier: GPL-2.0
// What the guest finds in BAR 2 besides the memory of the microcontroller.
#pragma once

#include <modules/gpu/abi/registers.hpp>

#include "memory.hpp"

namespace model {

/// What there is of this device. A driver reads it from the registers.
inline constexpr uint32_t slots = 4;
inline constexpr uint32_t queues = 8;
inline constexpr uint32_t address_spaces = 8;
inline constexpr uint32_t cs_registers = 96;
inline constexpr uint32_t scoreboards = 8;

/// Words that the guest can write at any time, also those that it must not: nothing here is read that the model
/// has written.
class Registers {
public:
    explicit Registers(Memory &bar2) : bar2_(bar2) {}

    uint32_t read(uint32_t offset) const { return load<uint32_t>(at(offset)); }
    void write(uint32_t offset, uint32_t value) { store(at(offset), value); }

    /// All as it is when power comes, but for reset_request: the guest's.
    void power_on();

    void write_flush_id(uint32_t id);

private:
    std::byte *at(uint32_t offset) const
    {
        return bar2_.bytes().subspan(gpu::abi::registers_offset + offset, 4).data();
    }

    Memory &bar2_;
};

} // namespace model
