// SPDX-License-Identifier: GPL-2.0
// The scheduler's clock: who has run long enough, who does not stop any more; and the end of a device, or of all.
#include <bindings/delay.hpp>
#include <bindings/printk.hpp>
#include <bindings/workqueue.hpp>
#include <modules/gpu/scheduler.hpp>

#include <algorithm>

namespace gpu {
namespace {

/// A turn, where more groups want to run than there are slots.
constexpr milliseconds turn{10};
/// Who does not stop within so many of them never will.
constexpr u32 most_ticks_to_stop = 100;
/// Before a reset, for what can stop.
constexpr u32 few_turns = 30;
/// Its groups to stop, and its firmware to start again or not to.
constexpr u32 most_turns_to_reset = 1000;

constexpr auto timed_out = [](Group::Fate &fate) { fate.has_timed_out = true; };

} // namespace

/// The device is reset, so that it has nothing of anybody's any more; one that is gone has not. Others may have next
/// what those had of it that end here.
void Scheduler::end_all(State &state, Gone &gone, Error why) const MAY_SLEEP
{
    (void)mcu_->stop();
    state.has_failed = false;
    for (u32 i = 0; i < state.slots.size(); i++) {
        Slot &slot = state.slots[i];
        if (slot.group) {
            (*slot.group)->vm().forget(i);
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

/// Has what runs stop, as far as it can, and nothing start. Not if somebody else has already, or the device is gone.
bool Scheduler::pause() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->is_paused || state->has_ended)
        return false;
    state->is_paused = true;
    for (u32 i = 0; i < slots_; i++)
        if (state->slots[i].group)
            stop(*state, i);
    return true;
}

/// Behind pause(): whether all has stopped, for which there are so many turns.
bool Scheduler::is_at_rest(u32 most_turns) const MAY_SLEEP
{
    constexpr auto is_stopped = [](const State &state) {
        return std::ranges::none_of(state.slots, [](const Slot &slot) { return !!slot.group; });
    };
    for (u32 i = 0; i < most_turns; i++) {
        if (state_.with(may_sleep, is_stopped))
            return true;
        msleep(turn);
    }
    return state_.with(may_sleep, is_stopped);
}

/// What has not stopped comes to its end.
void Scheduler::halt() const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    end_all(*state, gone, -EIO);
}

/// Behind pause(), if nothing is wrong with the device.
bool Scheduler::go_on() const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    if (state->has_failed)
        return false;
    state->is_paused = false;
    fill_slots(*state, gone, false);
    return true;
}

Result<> Scheduler::wake() const MAY_SLEEP
{
    constexpr auto ended = [](const State &state) { return state.has_ended; };
    const bool had_ended = state_.with(may_sleep, ended);
    // Without the lock: who hears what the firmware answers takes it. Nobody else speaks with it meanwhile but end().
    const auto booted = had_ended ? Result<>() : mcu_->boot();
    Gone gone;
    auto state = state_.lock(may_sleep);
    state->is_paused = false;
    if (!booted && !state->has_ended) {
        pr_err("the device does not come back: %pe\n", booted.error());
        state->has_ended = true;
    } else if (state->has_ended && !had_ended) {
        (void)mcu_->stop();
    }
    if (state->has_ended)
        end_waiting(*state, gone, -EIO);
    fill_slots(*state, gone, false);
    return booted;
}

void Scheduler::reset() const MAY_SLEEP
{
    if (!pause())
        return;
    // One may have had to wait for the others, who had more right to run.
    if (is_at_rest(few_turns) && go_on())
        return;
    pr_warn("the device hangs: it is reset\n");
    halt();
    (void)wake();
}

Result<> Scheduler::sleep() const MAY_SLEEP
{
    // Who else has is a reset, which goes on at its end.
    for (u32 i = 0; !pause(); i++) {
        if (state_.with(may_sleep, [](const State &state) { return state.has_ended; }))
            return {};
        if (i == most_turns_to_reset)
            return -EBUSY;
        msleep(turn);
    }
    (void)is_at_rest(most_ticks_to_stop);
    halt();
    return {};
}

void Scheduler::end() const MAY_SLEEP
{
    Gone gone;
    {
        auto state = state_.lock(may_sleep);
        state->has_ended = true;
        end_all(*state, gone, -ENODEV);
        end_waiting(*state, gone, -ENODEV);
        state->awake.reset();
    }
    tick_work_.cancel_sync();
    reset_work_.cancel_sync();
}

} // namespace gpu
