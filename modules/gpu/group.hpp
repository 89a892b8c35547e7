// SPDX-License-Identifier: GPL-2.0
// A group: queues of one address space that run at the same time, or not at all.
#pragma once

#include <bindings/drm/sched.hpp>
#include <bindings/list.hpp>
#include <bindings/nospec.hpp>
#include <modules/gpu/batch.hpp>
#include <modules/gpu/job.hpp>
#include <modules/gpu/queue.hpp>
#include <modules/gpu/usage.hpp>

namespace gpu {

/// From low to high.
enum class Priority : u32 { low = 0, medium = 1, high = 2 };

/// All of it is the scheduler's, but for what is const.
class Group : public RefCounted<Group> {
public:
    /// What has become of it.
    struct Fate {
        bool has_timed_out = false;
        u32 faulty_queues = 0; // a bit for each

        bool is_over() const { return has_timed_out || faulty_queues != 0 || is_cancelled; }
        bool is_cancelled = false;
    };

    /// Context: Process context. May sleep.
    /// Return: a group; -ENOMEM, -ENOSPC, -ENODEV.
    static Result<RefPtr<Group>> create(const drm::File &file, RefPtr<Vm> vm, Priority priority,
                                        std::span<const QueueParameters> queues,
                                        RefPtr<Usage> usage) MAY_SLEEP;

    Group(Box<GroupMemory> &&memory, Priority priority, Vec<Queue> &&queues,
          Vec<RefPtr<drm::JobQueue<Job>>> &&jobs, RefPtr<Usage> &&usage);

    Priority priority() const { return priority_; }
    u32 queue_count() const { return static_cast<u32>(jobs_.size()); }
    const Vm &vm() const [[clang::lifetimebound]] { return memory_->vm(); }
    /// What of the device's time is its client's.
    RefPtr<Usage> usage() const { return usage_; }
    /// As the firmware is told of it.
    abi::GroupConfig config(u32 as) const;

    /// What begins when all that it waits for is done.
    ///
    /// Context: Any context.
    const drm::JobQueue<Job> &jobs(u32 queue) const [[clang::lifetimebound]]
    {
        return *jobs_[array_index_nospec(queue, jobs_.size())];
    }

    /// Context: Process context. May sleep.
    Fate fate() const MAY_SLEEP
    {
        return state_.with(may_sleep, [](State &state) { return state.fate; });
    }
    bool is_busy() const MAY_SLEEP;

    /// Gives the device a stream.
    ///
    /// Context: Process context. May sleep.
    /// Return: what tells of its end; -ECANCELED: the group has come to its end.
    Result<Fence> give(u32 queue, const Stream &stream, u32 cs_registers, PendingFence fence) const
        MAY_SLEEP;
    /// Tells those who wait for what is done.
    ///
    /// Context: Process context. May sleep.
    void collect() const MAY_SLEEP;
    /// It comes to its end, for which `change(Fate &)` says why, and `why` who waits. The device does not run it
    /// any more, or has no memory of it.
    ///
    /// Context: Process context. May sleep.
    template <class F> void end(Error why, F &&change) const MAY_SLEEP
    {
        auto state = state_.lock(may_sleep);
        change(state->fate);
        for (auto &queue : state->queues)
            queue.cancel(why);
    }

    // In the scheduler's lists of those that wait for a slot, and of those that have left one.
    Links<Group> waiting_links;
    Links<Group> gone_links;

private:
    struct State {
        Vec<Queue> queues;
        Fate fate;
    };

    Box<GroupMemory> memory_;
    Priority priority_;
    Vec<RefPtr<drm::JobQueue<Job>>> jobs_;
    RefPtr<Usage> usage_;
    Locked<State, Mutex<"gpu.group">> state_;
};

} // namespace gpu
