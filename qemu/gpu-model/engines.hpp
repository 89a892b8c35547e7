// SPDX-License-Identifier: GPL-2.0
// What the microcontroller has beside its memory: the registers from engine_base on, and behind them the engines,
// who take turns.
#pragma once

#include <modules/gpu/abi/engine.hpp>

#include <optional>

#include "ivshmem.hpp"
#include "slot.hpp"

namespace model {

class Engines {
public:
    /// `flush_id` is that of the latest flush when power comes.
    Engines(Ivshmem &host, Registers &registers, const Mmu &mmu, uint32_t flush_id);

    /// A word of the registers; nothing: none is there that can be read, or written.
    std::optional<uint32_t> read(uint32_t offset);
    bool write(uint32_t offset, uint32_t value);

    /// What wakes the microcontroller.
    uint32_t pending() const { return pending_; }
    void ring() { pending_ |= gpu::abi::pending_doorbell; }

    /// Whether a queue has something to do.
    bool is_busy() const { return next().has_value(); }
    /// A turn of a queue: the one of the highest priority, and of the same that which waits for the longest time.
    void turn();
    /// Queues may have grown, and memory changed that they wait for.
    void look_again();

    /// The microcontroller is switched off. What has hung stays so.
    void power_off();
    void power_on();

private:
    struct Turn {
        uint32_t slot;
        uint32_t queue;
    };

    uint32_t latch_time();
    std::optional<Turn> next() const;
    bool goes_before(Turn one, Turn other) const;
    void gather_news();

    Ivshmem &host_;
    Registers &registers_;
    uint32_t flush_id_;
    Chip chip_;
    std::vector<Slot> slots_;
    uint64_t turns_ = 0;
    uint32_t pending_ = 0;
    uint32_t time_high_ = 0;
};

} // namespace model
