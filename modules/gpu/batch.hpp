// SPDX-License-Identifier: GPL-2.0
// Jobs that a program hands over together, each with what it waits for and what it signals: all of them are
// pushed, or none.
#pragma once

#include <bindings/drm/gpuvm_link.hpp>
#include <bindings/drm/sched.hpp>
#include <bindings/drm/syncobj.hpp>
#include <bindings/uapi.hpp>
#include <bindings/user_struct.hpp>

#include <drm/panthor_drm.h>

namespace gpu {
using namespace kernel;

/// A job that says which buffers it is about. Others may use all that is mapped.
template <class T>
concept Reserves = requires(const T &job, drm::Reserving &reserving) {
    { job.reserve(reserving) } -> std::same_as<Result<>>;
};

/// The part of a Batch that does not depend on what the jobs do: what programs know by handles.
class SyncOps {
public:
    /// What a job waits for besides what is known outside: places of others of the batch.
    using Others = Vec<size_t>;

    /// Those of one job more, the last one: what it waits for is told to `depend(Fence)`.
    ///
    /// Context: Process context. May sleep.
    /// Return: which others of the batch it waits for; -EINVAL, -E2BIG, -EFAULT: it says what cannot be, -ENOENT: no
    /// such handle, -ENOMEM.
    template <class F>
    Result<Others> add(const drm::File &file, const drm_panthor_obj_array &array, size_t job,
                       F &&depend) MAY_SLEEP
    {
        const auto ops = TRY(copy_structs_from_user<drm_panthor_sync_op>(
            array.array, array.stride, array.count, sizeof(drm_panthor_sync_op)));
        Others others;
        // What it signals itself it does not wait for.
        for (const auto &op : ops) {
            TRY(check(op));
            if (is_signal(op))
                continue;
            if (const auto other = find(op))
                TRY(others.push_back(*other, GFP_KERNEL));
            else
                TRY(depend(TRY(drm::find_fence(file, op.handle, op.timeline_value))));
        }
        for (const auto &op : ops)
            if (is_signal(op))
                TRY(add_signal(file, op, job));
        return others;
    }

    /// What the handles stand for from now on: `finished` are the ends of the jobs.
    ///
    /// Context: Process context.
    void set(std::span<const Fence> finished);

private:
    /// What a handle, or a point of its timeline, stands for behind the batch: the end of the latest of its jobs
    /// that says so.
    struct Signal {
        u32 handle;
        u64 point;
        size_t job;
        drm::SyncSignal place;
    };

    static Result<> check(const drm_panthor_sync_op &op);
    static bool is_signal(const drm_panthor_sync_op &op);
    std::optional<size_t> find(const drm_panthor_sync_op &op) const;
    Result<> add_signal(const drm::File &file, const drm_panthor_sync_op &op, size_t job) MAY_SLEEP;

    Vec<Signal> signals_;
};

template <drm::Job T> class Batch {
public:
    /// One job more, behind the others.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; what SyncOps::add() returns.
    Result<> add(const drm::File &file, drm::JobQueue<T>::Prepared job,
                 const drm_panthor_obj_array &syncs) MAY_SLEEP
    {
        auto others = TRY(syncs_.add(file, syncs, jobs_.size(), [&](Fence fence) MAY_SLEEP {
            return job.add_dependency(std::move(fence));
        }));
        TRY(finished_.reserve(jobs_.size() + 1, GFP_KERNEL));
        return jobs_.push_back(Entry{.job = std::move(job), .others = std::move(others)},
                               GFP_KERNEL);
    }

    /// Hands them over, and adds their ends to the reservations of what they use. `space` is the address space of
    /// their queues: it is locked by one at a time, so that jobs come in the order of their fences.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINTR: a signal came first, -ENOMEM: nothing was handed over.
    Result<> push(const drm::GpuvmRef &space) MAY_SLEEP
    {
        TRY(drm::with_reservations(
            *this, static_cast<u32>(jobs_.size()),
            [space](const Batch &batch, drm::Reserving &reserving)
                MAY_SLEEP { return batch.reserve(reserving, space); },
            [](Batch &batch, u32 i, drm::FenceSlot &&slot)
                MAY_SLEEP { push_one(batch.jobs_[i], batch.finished_, std::move(slot)); }));
        syncs_.set(finished_.span());
        return {};
    }

private:
    struct Entry {
        drm::JobQueue<T>::Prepared job;
        SyncOps::Others others;
    };

    Result<> reserve(drm::Reserving &reserving, const drm::GpuvmRef &space) const MAY_SLEEP
    {
        if constexpr (Reserves<T>) {
            TRY(space.reserve(reserving));
            for (const auto &entry : jobs_)
                TRY(entry.job->reserve(reserving));
            return {};
        } else {
            return space.reserve_all(reserving);
        }
    }
    // Programs say themselves what is to be waited for: whoever waits for nobody else is not to wait for this.
    static void push_one(Entry &entry, Vec<Fence> &finished, drm::FenceSlot &&slot) MAY_SLEEP
    {
        for (const size_t other : entry.others)
            if (!entry.job.add_dependency(finished[other]))
                finished[other].wait();
        auto armed = std::move(entry.job).arm();
        // There is room for it.
        (void)finished.push_back(armed.finished(), GFP_KERNEL);
        std::move(slot).add(armed.finished(), drm::FenceUse::bookkeep);
        std::move(armed).push();
    }

    Vec<Entry> jobs_;
    SyncOps syncs_;
    Vec<Fence> finished_; // of those that are pushed, by their places in `jobs_`
};

} // namespace gpu
