// SPDX-License-Identifier: GPL-2.0
#include <bindings/printk.hpp>
#include <bindings/workqueue.hpp>
#include <modules/gpu/scheduler.hpp>

#include <algorithm>
#include <bit>

namespace gpu {
namespace {

/// A turn, where more groups want to run than there are slots.
constexpr milliseconds turn{10};
constexpr auto timed_out = [](Group::Fate &fate) { fate.has_timed_out = true; };
constexpr auto cancelled = [](Group::Fate &fate) { fate.is_cancelled = true; };

} // namespace

// --- which group is where -------------------------------------------------------------------------

std::optional<u32> Scheduler::slot_of(const State &state, const Group &group)
{
    for (u32 i = 0; i < state.slots.size(); i++)
        if (state.slots[i].group && (*state.slots[i].group)->is(group))
            return i;
    return std::nullopt;
}

std::optional<u32> Scheduler::free_slot(const State &state) const
{
    for (u32 i = 0; i < slots_; i++)
        if (!state.slots[i].group)
            return i;
    return std::nullopt;
}

bool Scheduler::is_idle(const State &state)
{
    const auto works = [](const Slot &slot) { return !!slot.busy; };
    return state.waiting.empty() && std::ranges::none_of(state.slots, works);
}

/// The one of the highest priority that has waited longest.
std::optional<RefPtr<Group>> Scheduler::next(State &state)
{
    for (const auto priority : {Priority::high, Priority::medium, Priority::low})
        if (auto group = state.waiting.remove_first(
                [=](const Group &one) { return one.priority() == priority; }))
            return group;
    return std::nullopt;
}

Priority Scheduler::most_urgent(State &state)
{
    Priority most = Priority::low;
    for (const auto &group : state.waiting)
        most = std::max(most, group.priority());
    return most;
}

/// Who makes room for a group: who has nothing to do, or less right to run; at a tick also his equal who has run
/// longest.
std::optional<u32> Scheduler::victim(const State &state, Priority for_whom, bool at_tick) const
{
    std::optional<u32> found;
    for (u32 i = 0; i < slots_; i++) {
        const Slot &slot = state.slots[i];
        if (!slot.group || slot.is_stopping)
            continue;
        const Priority its = (*slot.group)->priority();
        const bool gives_way =
            !slot.busy || its < for_whom || (at_tick && its == for_whom && slot.ticks > 0);
        if (gives_way && (!found || slot.claim() < state.slots[*found].claim()))
            found = i;
    }
    return found;
}

// --- how it gets there, and away --------------------------------------------------------------------

void Scheduler::fill_slots(State &state, Gone &gone, bool at_tick) const MAY_SLEEP
{
    // It may go to sleep.
    if (is_idle(state))
        state.awake.reset();
    if (state.is_paused || state.has_failed || state.has_ended)
        return;
    while (const auto number = free_slot(state)) {
        auto group = next(state);
        if (!group)
            return;
        start(state, gone, *number, std::move(*group));
    }
    if (state.waiting.empty())
        return;
    if (const auto number = victim(state, most_urgent(state), at_tick))
        stop(state, *number);
    system_unbound_wq.queue_after(tick_work_, turn);
}

void Scheduler::start(State &state, Gone &gone, u32 number, RefPtr<Group> group) const MAY_SLEEP
{
    const bool can_start =
        group->vm().activate(number) && mcu_->start(number, group->config(number));
    if (!can_start) {
        // Its work is lost, and perhaps the device is.
        end_group(state, *group, -EIO, timed_out);
        take_memory(state, *group, number);
        (void)gone.push_back(std::move(group));
        fail_device(state);
        return;
    }
    auto usage = group->usage();
    state.slots[number] = {.group = std::move(group), .busy = Busy(std::move(usage))};
}

void Scheduler::stop(State &state, u32 number) const
{
    Slot &slot = state.slots[number];
    if (slot.is_stopping)
        return;
    slot.is_stopping = true;
    slot.ticks = 0;
    // If it cannot be asked, the tick finds that it has not stopped.
    (void)mcu_->ask(abi::Request::stop, number);
    system_unbound_wq.queue_after(tick_work_, turn);
}

/// Nothing is started before it was reset.
void Scheduler::fail_device(State &state) const
{
    state.has_failed = true;
    system_unbound_wq.queue(reset_work_);
}

/// What the device may still use if it does not answer, nobody else has before it was reset.
void Scheduler::take_memory(State &state, const Group &group, u32 number) const MAY_SLEEP
{
    if (!group.vm().deactivate(number))
        fail_device(state);
}

/// The device does not run it any more.
void Scheduler::leave(State &state, Gone &gone, u32 number) const MAY_SLEEP
{
    Slot &slot = state.slots[number];
    auto group = std::exchange(slot.group, std::nullopt);
    slot = {};
    if (!group)
        return;
    take_memory(state, **group, number);
    (*group)->collect();
    if ((*group)->is_busy())
        (void)state.waiting.push_back(RefPtr<Group>(*group));
    (void)gone.push_back(std::move(*group));
}

/// Takes its memory from the device before who waits for it hears of its end.
template <class F>
void Scheduler::end_group(State &state, const Group &group, Error why, F &&change) const MAY_SLEEP
{
    const auto waiting = state.waiting.remove(group);
    if (const auto number = slot_of(state, group)) {
        take_memory(state, group, *number);
        group.collect();
        stop(state, *number);
    }
    group.end(why, change);
}

// --- what happens -------------------------------------------------------------------------------------

Result<Fence> Scheduler::run(const Group &group, u32 queue, const Stream &stream,
                             PendingFence fence) const MAY_SLEEP
{
    Gone gone;
    auto awake = power_.awake();
    if (!awake) {
        std::move(fence).signal(awake.error());
        return awake.error();
    }
    auto state = state_.lock(may_sleep);
    if (state->has_ended) {
        std::move(fence).signal(-ENODEV);
        return -ENODEV;
    }
    auto done = TRY(group.give(queue, stream, cs_registers_, std::move(fence)));
    state->awake = awake.take();
    if (const auto number = slot_of(*state, group)) {
        Slot &slot = state->slots[*number];
        if (!slot.busy)
            slot.busy.emplace(group.usage());
        // One that is about to stop is started again behind that, with what it has been given meanwhile.
        if (!slot.is_stopping)
            mcu_->hardware().ring(abi::Doorbell::queues);
    } else if (!group.waiting_links.is_linked()) {
        (void)state->waiting.push_back(group.self());
        fill_slots(*state, gone, false);
    }
    return done;
}

void Scheduler::give_up(const Group &group) const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    pr_warn_ratelimited("a job takes too long: its group ends\n");
    end_group(*state, group, -ETIMEDOUT, timed_out);
    fill_slots(*state, gone, false);
}

void Scheduler::cancel(const Group &group) const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    end_group(*state, group, -ECANCELED, cancelled);
    fill_slots(*state, gone, false);
}

void Scheduler::hear(const abi::Message &event) const MAY_SLEEP
{
    Gone gone;
    auto state = state_.lock(may_sleep);
    if (event.slot >= slots_)
        return pr_err_ratelimited("the firmware speaks of slot %u\n", event.slot);
    Slot &slot = state->slots[event.slot];
    switch (static_cast<abi::Event>(event.type)) {
    case abi::Event::pong:
    case abi::Event::started:
    case abi::Event::suspended: break;
    case abi::Event::sync:
        for (u32 i = 0; i < slots_; i++)
            if (event.value >> i & 1 && state->slots[i].group)
                (*state->slots[i].group)->collect();
        break;
    case abi::Event::idle:
        if (slot.group) {
            (*slot.group)->collect();
            if (!(*slot.group)->is_busy())
                slot.busy.reset();
        }
        break;
    case abi::Event::stopped: leave(*state, gone, event.slot); break;
    case abi::Event::fault: fail(*state, gone, event); break;
    case abi::Event::refused:
        // Of one that was to stop, and has ended before, its end was told; another may have its slot.
        if (event.value == std::to_underlying(abi::Request::start))
            fail(*state, gone, event);
        break;
    }
    fill_slots(*state, gone, false);
}

/// The group in a slot has ended by itself, or never began.
void Scheduler::fail(State &state, Gone &gone, const abi::Message &event) const MAY_SLEEP
{
    const auto group = std::exchange(state.slots[event.slot].group, std::nullopt);
    state.slots[event.slot] = {};
    if (!group)
        return;
    (void)gone.push_back(RefPtr<Group>(*group));
    take_memory(state, **group, event.slot);
    (*group)->collect();
    // It may have been at an end already, and that is what ended it.
    if ((*group)->fate().is_over())
        return;
    pr_warn_ratelimited("queue %u of a group has failed: code %#x, address %#llx\n", event.queue,
                        event.code, event.address);
    const u32 queue = 1u << std::min(event.queue, abi::most_queues - 1);
    (*group)->end(-EINVAL, [=](Group::Fate &fate) { fate.faulty_queues |= queue; });
}

} // namespace gpu
