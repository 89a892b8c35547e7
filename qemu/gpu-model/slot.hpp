// SPDX-License-Identifier: GPL-2.0
// A slot: an engine that runs the queues of a group.
#pragma once

#include <modules/gpu/abi/engine.hpp>

#include <optional>

#include "queue.hpp"
#include "stream.hpp"

namespace model {

class Slot {
public:
    explicit Slot(const Mmu &mmu) : mmu_(mmu) {}

    /// A word of its registers; nothing: none is there that can be read, or written.
    std::optional<uint32_t> read(uint32_t offset) const;
    bool write(uint32_t offset, uint32_t value);

    /// Whether something has happened, since the latest call.
    bool take_news() { return std::exchange(news_, false); }

    /// The queues that can have a turn.
    bool can_run(uint32_t queue) const;
    /// Of a group, and then of a queue: the highest goes first.
    std::pair<uint32_t, uint32_t> priority(uint32_t queue) const
    {
        return {priority_, queues_[queue].place().priority};
    }
    uint64_t latest_turn(uint32_t queue) const { return queues_[queue].latest_turn; }
    void turn(uint32_t queue, uint64_t number, Chip &chip);

    /// What a queue has found may have changed: memory, a Sync, its end.
    void look_again();

    /// All that has not hung is lost.
    void power_off();
    void power_on();

private:
    static bool is_kept(uint32_t offset);
    uint32_t word(uint32_t offset) const { return words_[offset / 4]; }
    uint64_t words(uint32_t low) const { return word(low) | uint64_t{word(low + 4)} << 32; }
    GpuMemory memory() const { return {mmu_, as_}; }
    std::span<Queue> running() { return std::span(queues_).first(count_); }
    std::span<const Queue> running() const { return std::span(queues_).first(count_); }
    uint64_t state_of(size_t queue) const { return states_ + queue * gpu::abi::queue_state_size; }

    void start();
    Checked<void> start_queue(uint32_t queue);
    void stop();
    void stop_if_possible();
    void fail(uint32_t queue, StreamFault fault);
    void tell_if_idle();
    void raise(gpu::abi::SlotEvent event);
    uint32_t busy() const;
    bool is_active() const
    {
        return state_ == gpu::abi::SlotState::running || state_ == gpu::abi::SlotState::stopping;
    }

    const Mmu &mmu_;
    /// As they were written; they count when a group starts.
    std::array<uint32_t, gpu::abi::mcu::slot_stride / 4> words_{};

    gpu::abi::SlotState state_ = gpu::abi::SlotState::free;
    uint32_t events_ = 0;
    bool news_ = false;
    bool told_idle_ = false;
    uint32_t fault_queue_ = 0;
    StreamFault fault_{};
    uint32_t busy_ = 0;

    uint32_t as_ = 0;
    uint32_t priority_ = 0;
    uint64_t states_ = 0;
    size_t count_ = 0;
    std::array<Queue, model::queues> queues_;
};

} // namespace model
