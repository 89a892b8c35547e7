// SPDX-License-Identifier: GPL-2.0
// Jobs that a program submits together: all of them are, or none.
#pragma once

#include <bindings/drm/syncobj.hpp>
#include <bindings/uapi.hpp>
#include <modules/gpu/scheduler.hpp>

#include <drm/panthor_drm.h>

namespace gpu {

class Submission {
public:
    Submission(RefPtr<Scheduler> &&scheduler, RefPtr<Group> &&group)
        : scheduler_(std::move(scheduler)), group_(std::move(group))
    {}

    /// One job more, behind the others.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL, -E2BIG, -EFAULT: it says what cannot be, -ENOENT: no such handle, -ENOMEM.
    Result<> add(const drm::File &file, const drm_panthor_queue_submit &what) MAY_SLEEP;

    /// Nothing of it can fail.
    ///
    /// Context: Process context. May sleep.
    void submit() MAY_SLEEP;

private:
    /// What a handle, or a point of its timeline, stands for behind this: the end of the latest of `jobs` that
    /// says so.
    struct Signal {
        u32 handle;
        u64 point;
        size_t job;
        drm::SyncSignal place;
    };
    struct Entry {
        u32 queue;
        drm::JobQueue<Job>::Prepared job;
        /// Those of here that it waits for.
        Vec<size_t> others;
    };

    Result<> add_sync(const drm::File &file, Entry &entry, const drm_panthor_sync_op &op) MAY_SLEEP;
    Result<> add_signal(const drm::File &file, const drm_panthor_sync_op &op) MAY_SLEEP;

    RefPtr<Scheduler> scheduler_;
    RefPtr<Group> group_;
    Vec<Entry> jobs_;
    Vec<Signal> signals_;
    Vec<Fence> finished_; // of those that are submitted, by their places in `jobs_`
};

} // namespace gpu
