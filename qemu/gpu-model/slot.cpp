// SPDX-License-Identifier: GPL-2.0
#include "slot.hpp"

#include <algorithm>

#include "clock.hpp"

namespace model {

namespace abi = gpu::abi;
namespace mcu = gpu::abi::mcu;
using abi::Fault;
using abi::SlotEvent;
using abi::SlotState;

// So long that a turn is worth its beginning and end, and so short that nobody waits for it: below a millisecond.
static constexpr uint64_t cycles_of_a_turn = 20'000;

void Slot::raise(SlotEvent event)
{
    events_ |= static_cast<uint32_t>(event);
    news_ = true;
}

void Slot::start()
{
    if (is_active())
        return;
    as_ = word(mcu::as);
    priority_ = word(mcu::priority);
    states_ = words(mcu::state_low);
    told_idle_ = false;
    busy_ = 0;
    count_ = 0;
    state_ = SlotState::running;
    if (as_ >= address_spaces || word(mcu::queue_count) > queues || states_ % 8 != 0)
        return fail(0, {Fault::corrupt_queue, states_});
    for (uint32_t queue = 0; queue < word(mcu::queue_count); queue++) {
        if (const auto started = start_queue(queue); !started)
            return fail(queue, started.error());
        count_++;
    }
}

Checked<void> Slot::start_queue(uint32_t queue)
{
    const uint32_t at = mcu::queue_base + queue * mcu::queue_stride;
    const QueuePlace place = {
        .ring = words(at + mcu::ring_low),
        .input = words(at + mcu::input_low),
        .output = words(at + mcu::output_low),
        .ring_size = word(at + mcu::ring_size),
        .priority = word(at + mcu::queue_priority),
    };
    if (!place.is_valid())
        return fault(Fault::corrupt_queue, place.ring);
    return queues_[queue].start(memory(), place, state_of(queue));
}

void Slot::stop()
{
    if (state_ != SlotState::running)
        return;
    state_ = SlotState::stopping;
    stop_if_possible();
}

void Slot::stop_if_possible()
{
    for (const Queue &queue : running())
        if (queue.invocation || queue.status == Queue::Status::hung)
            return;
    busy_ = busy();
    for (uint32_t queue = 0; queue < count_; queue++) {
        const auto stopped = queues_[queue].stop(memory(), state_of(queue));
        if (!stopped)
            return fail(queue, stopped.error());
    }
    state_ = SlotState::stopped;
    raise(SlotEvent::stopped);
}

void Slot::fail(uint32_t queue, StreamFault fault)
{
    fault_queue_ = queue;
    fault_ = fault;
    busy_ = busy();
    // How far the others are is known as far as it can be told.
    for (const Queue &one : running())
        (void)one.publish(memory());
    state_ = SlotState::faulted;
    raise(SlotEvent::faulted);
}

bool Slot::can_run(uint32_t queue) const
{
    if (queue >= count_ || !is_active() || queues_[queue].status != Queue::Status::ready)
        return false;
    return state_ == SlotState::running || queues_[queue].invocation;
}

void Slot::turn(uint32_t number, uint64_t turn, Chip &chip)
{
    Queue &queue = queues_[number];
    queue.latest_turn = turn;
    Budget budget(cycles_of_a_turn);
    const GpuMemory memory = this->memory();
    Stream stream(queue, memory, chip, budget);
    const uint64_t begun = nanoseconds();
    auto done = state_ == SlotState::running ? stream.run() : stream.finish_invocation();
    queue.state.cycles += budget.spent();
    queue.state.nanoseconds += nanoseconds() - begun;
    chip.cycles += budget.spent();
    if (chip.sync_changed)
        raise(SlotEvent::sync);
    if (done)
        done = queue.publish(memory);
    if (!done)
        return fail(number, done.error());
    if (state_ == SlotState::stopping)
        return stop_if_possible();
    if (budget.spent())
        told_idle_ = false;
    tell_if_idle();
}

void Slot::tell_if_idle()
{
    const bool idle = std::ranges::all_of(
        running(), [](const Queue &queue) { return queue.status == Queue::Status::empty; });
    if (!idle || told_idle_)
        return;
    told_idle_ = true;
    raise(SlotEvent::idle);
}

void Slot::look_again()
{
    for (Queue &queue : running())
        queue.look_again();
}

uint32_t Slot::busy() const
{
    if (!is_active())
        return busy_;
    uint32_t busy = 0;
    for (uint32_t queue = 0; queue < count_; queue++)
        busy |= static_cast<uint32_t>(queues_[queue].has_work(memory())) << queue;
    return busy;
}

void Slot::power_on()
{
    words_ = {};
    state_ = SlotState::free;
    events_ = 0;
    news_ = false;
    fault_ = {};
    fault_queue_ = 0;
    busy_ = 0;
    count_ = 0;
    queues_ = {};
}

void Slot::power_off()
{
    const bool hung = is_active() && std::ranges::any_of(running(), [](const Queue &queue) {
                          return queue.status == Queue::Status::hung;
                      });
    if (hung)
        state_ = SlotState::stopping;
    else
        power_on();
}

} // namespace model
