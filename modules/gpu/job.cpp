// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/scheduler.hpp>

namespace gpu {

Job::Job(RefPtr<Scheduler> &&scheduler, RefPtr<Group> &&group, u32 queue, const Stream &stream,
         PendingFence fence)
    : scheduler_(std::move(scheduler)), group_(std::move(group)), queue_(queue), stream_(stream),
      fence_(std::move(fence))
{}

Job::Job(Job &&from) noexcept
    : scheduler_(std::move(from.scheduler_)), group_(std::move(from.group_)), queue_(from.queue_),
      stream_(from.stream_), fence_(std::exchange(from.fence_, std::nullopt))
{}

Job::~Job() MAY_SLEEP
{
    if (fence_)
        std::move(*std::exchange(fence_, std::nullopt)).signal(-ECANCELED);
}

Result<Fence> Job::run() MAY_SLEEP
{
    return scheduler_->run(*group_, queue_, stream_, *std::exchange(fence_, std::nullopt));
}

void Job::timed_out() MAY_SLEEP
{
    scheduler_->give_up(*group_);
}

} // namespace gpu
