// SPDX-License-Identifier: GPL-2.0
// What the microcontroller has beside its memory: the registers from engine_base on.
#pragma once

#include <modules/gpu/abi/engine.hpp>

#include <optional>

#include "ivshmem.hpp"

namespace model {

class Engines {
public:
    explicit Engines(Ivshmem &host) : host_(host) {}

    /// A word of the registers; nothing: none is there that can be read, or written.
    std::optional<uint32_t> read(uint32_t offset);
    bool write(uint32_t offset, uint32_t value);

    /// What wakes the microcontroller.
    uint32_t pending() const { return pending_; }
    void ring() { pending_ |= gpu::abi::pending_doorbell; }

    void power_on();

private:
    uint32_t latch_time();

    Ivshmem &host_;
    uint32_t pending_ = 0;
    uint32_t time_high_ = 0;
};

} // namespace model
