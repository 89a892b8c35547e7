// SPDX-License-Identifier: GPL-2.0
// Which groups run: the device has few slots for many of them.
#pragma once

#include <bindings/pm_runtime.hpp>
#include <bindings/seq_file.hpp>
#include <bindings/work.hpp>
#include <modules/gpu/group.hpp>
#include <modules/gpu/mcu.hpp>

#include <array>
#include <tuple>

namespace gpu {

class Scheduler : public RefCounted<Scheduler> {
public:
    Scheduler(RefPtr<Mcu> mcu, pm::Power &&power, const Features &features)
        : mcu_(std::move(mcu)), power_(std::move(power)), slots_(features.slots),
          cs_registers_(features.cs_registers)
    {}

    /// Gives the device a stream, at once if the group has a slot.
    ///
    /// Context: Process context. May sleep.
    /// Return: what tells of its end; -ECANCELED: the group has come to its end.
    Result<Fence> run(const Group &group, u32 queue, const Stream &stream, PendingFence fence) const
        MAY_SLEEP;

    /// A job of the group takes too long: the group comes to its end.
    ///
    /// Context: Process context. May sleep.
    void give_up(const Group &group) const MAY_SLEEP;
    /// Nobody wants it any more.
    ///
    /// Context: Process context. May sleep.
    void cancel(const Group &group) const MAY_SLEEP;

    /// What the firmware says of slots.
    ///
    /// Context: Process context. May sleep.
    void hear(const abi::Message &event) const MAY_SLEEP;

    /// Who has which slot, for debugfs.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &file) const MAY_SLEEP;

    /// Nothing runs on the device until wake(): what ran goes on then, or comes to its end if it cannot be stopped.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EBUSY: the device hangs, and is being reset.
    Result<> sleep() const MAY_SLEEP;
    /// Context: Process context. May sleep.
    /// Return: nothing; as Mcu::boot(): then nothing ever runs any more.
    Result<> wake() const MAY_SLEEP;

    /// The device goes: nothing runs any more, or ever will.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP;

private:
    struct Slot {
        std::optional<RefPtr<Group>> group;
        std::optional<Busy> busy{}; // none: it has nothing to do
        bool is_stopping = false;   // the firmware was asked to
        u32 ticks = 0;              // since it was asked to start, or to stop

        /// To run on: who has least gives way.
        auto claim() const { return std::tuple(busy.has_value(), (*group)->priority(), ~ticks); }
    };
    struct State {
        std::array<Slot, abi::most_slots> slots;
        List<RefPtr<Group>, &Group::waiting_links> waiting;
        std::optional<pm::Power::Awake> awake{}; // while there is something to do
        bool is_paused = false;                  // nothing is started
        bool has_failed = false;                 // the device: it is of no use until it was reset
        bool has_ended = false;
    };

    /// Whose last reference may be that of here. What a group has ends outside of the scheduler's lock, which its
    /// jobs take.
    using Gone = List<RefPtr<Group>, &Group::gone_links>;

    static void show_slot(SeqFile &file, const Slot &slot);
    static bool is_idle(const State &state);
    static std::optional<u32> slot_of(const State &state, const Group &group);
    static std::optional<RefPtr<Group>> next(State &state);
    static Priority most_urgent(State &state);
    std::optional<u32> free_slot(const State &state) const;
    std::optional<u32> victim(const State &state, Priority for_whom, bool at_tick) const;
    void fill_slots(State &state, Gone &gone, bool at_tick) const MAY_SLEEP;
    void start(State &state, Gone &gone, u32 number, RefPtr<Group> group) const MAY_SLEEP;
    void stop(State &state, u32 number) const;
    void fail_device(State &state) const;
    void take_memory(State &state, const Group &group, u32 number) const MAY_SLEEP;
    void leave(State &state, Gone &gone, u32 number) const MAY_SLEEP;
    template <class F>
    void end_group(State &state, const Group &group, Error why, F &&change) const MAY_SLEEP;
    void fail(State &state, Gone &gone, const abi::Message &event) const MAY_SLEEP;
    void end_all(State &state, Gone &gone, Error why) const MAY_SLEEP;
    static void end_waiting(State &state, Gone &gone, Error why) MAY_SLEEP;
    bool pause() const MAY_SLEEP;
    bool is_at_rest(u32 most_turns) const MAY_SLEEP;
    void halt() const MAY_SLEEP;
    bool go_on() const MAY_SLEEP;
    void tick() const MAY_SLEEP;
    void reset() const MAY_SLEEP;

    RefPtr<Mcu> mcu_;
    pm::Power power_;
    u32 slots_;
    u32 cs_registers_;
    Locked<State, Mutex<"gpu.scheduler">> state_;
    DelayedWork<&Scheduler::tick> tick_work_{*this};
    Work<&Scheduler::reset> reset_work_{*this};
};

} // namespace gpu
