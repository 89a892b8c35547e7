// SPDX-License-Identifier: GPL-2.0
// A stream that a program has submitted, on its way to the device.
#pragma once

#include <bindings/dma_fence.hpp>
#include <bindings/refcount.hpp>
#include <modules/gpu/instructions.hpp>

#include <optional>

namespace gpu {

class Group;
class Scheduler;

class Job {
public:
    Job(RefPtr<Scheduler> &&scheduler, RefPtr<Group> &&group, u32 queue, const Stream &stream,
        PendingFence fence);
    Job(Job &&from) noexcept;
    /// One that never ran is cancelled.
    ~Job() MAY_SLEEP;

    /// As drm::Job has them.
    Result<Fence> run() MAY_SLEEP;
    void timed_out() MAY_SLEEP;

private:
    RefPtr<Scheduler> scheduler_;
    RefPtr<Group> group_;
    u32 queue_;
    Stream stream_;
    std::optional<PendingFence> fence_;
};

} // namespace gpu
