// SPDX-License-Identifier: GPL-2.0
// The scheduler's clock: who has run long enough, who does not stop any more; and the end of a device, or of all.
#include <bindings/delay.hpp>
#include <bindings/printk.hpp>
#include <bindings/workqueue.hpp>
#include <modules/gpu/scheduler.hpp>

namespace gpu {
namespace {

/// A turn, where more groups want to run than there are slots.
constexpr milliseconds turn{10};
/// Who does not stop within so many of them never will.
constexpr u32 most_ticks_to_stop = 100;

constexpr auto timed_out = [](Group::Fate &fate) { fate.has_timed_out = true; };

} // namespace

// The device was reset. What it had of them others may have of it next.
void Scheduler::end_all(State &state, Gone &gone, Error why) MAY_SLEEP
{
    for (u32 i = 0; Slot &slot : state.slots) {
        const u32 number = i++;
        if (slot.group) {
            (*slot.group)->vm().forget(number);
            (*slot.group)->end(why, timed_out);
            (void)gone.push_back(RefPtr<Group>(*slot.group));
        }
        slot = {};
    }
}

void Scheduler::end_waiting(State &state, Gone &gone, Error why) MAY_SLEEP
{
    while (auto group = state.waiting.pop_front()) {
        (*group)->end(why, timed_out);
        (void)gone.push_back(std::move(*group));
    }
}

void Scheduler::tick() const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    bool is_stuck = false;
    bool is_stopping = false;
    for (Slot &slot : state->slots) {
        slot.ticks++;
        is_stopping |= slot.is_stopping;
        is_stuck |= slot.is_stopping && slot.ticks > most_ticks_to_stop;
    }
    if (is_stuck)
        system_unbound_wq.queue(reset_work_);
    else if (is_stopping)
        system_unbound_wq.queue_after(tick_work_, turn);
    fill_slots(*state, gone, true);
}

/// What the device can still stop goes on behind that.
void Scheduler::reset() const MAY_SLEEP
{
    Gone gone;
    {
        auto state = state_.lock(may_sleep);
        if (state->is_resetting || state->has_ended)
            return;
        pr_warn("the device hangs: it is reset\n");
        state->is_resetting = true;
        for (u32 i = 0; i < slots_; i++)
            if (state->slots[i].group)
                stop(*state, i);
    }
    msleep(turn * 10);
    auto state = state_.lock(may_sleep);
    (void)mcu_->stop();
    end_all(*state, gone, -EIO);
    state->is_resetting = false;
    if (auto booted = mcu_->boot(); !booted) {
        pr_err("the device does not come back: %pe\n", booted.error());
        state->has_ended = true;
    }
    if (state->has_ended)
        end_waiting(*state, gone, -EIO);
    fill_slots(*state, gone, false);
}

void Scheduler::end() const MAY_SLEEP
{
    Gone gone;
    {
        auto state = state_.lock(may_sleep);
        state->has_ended = true;
        // So that it has nothing of theirs any more. One that is gone has not.
        (void)mcu_->stop();
        end_all(*state, gone, -ENODEV);
        end_waiting(*state, gone, -ENODEV);
    }
    tick_work_.cancel_sync();
    reset_work_.cancel_sync();
}

} // namespace gpu
