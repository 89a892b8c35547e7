// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/events.h>
#include <modules/gpu/group.hpp>

namespace gpu {
namespace {

// Of a job that runs, not of one that waits for others.
constexpr seconds most_time{5};

} // namespace

Result<RefPtr<Group>> Group::create(const drm::File &file, RefPtr<Vm> vm, Priority priority,
                                    std::span<const QueueParameters> queues, RefPtr<Usage> usage)
    MAY_SLEEP
{
    Vec<Queue> rings;
    Vec<RefPtr<drm::JobQueue<Job>>> jobs;
    TRY(rings.reserve(queues.size(), GFP_KERNEL));
    TRY(jobs.reserve(queues.size(), GFP_KERNEL));
    for (const auto &queue : queues) {
        TRY(rings.push_back(TRY(Queue::create(queue.ring_size)), GFP_KERNEL));
        const u32 most_jobs = queue.ring_size / call_size;
        TRY(jobs.push_back(TRY(drm::JobQueue<Job>::create(file, most_jobs, most_time)),
                           GFP_KERNEL));
    }
    auto memory = TRY(GroupMemory::create(file, std::move(vm), queues));
    return make_ref<Group>(GFP_KERNEL, std::move(memory), priority, std::move(rings),
                           std::move(jobs), std::move(usage));
}

Group::Group(Box<GroupMemory> &&memory, Priority priority, Vec<Queue> &&queues,
             Vec<RefPtr<drm::JobQueue<Job>>> &&jobs, RefPtr<Usage> &&usage)
    : memory_(std::move(memory)), priority_(priority), jobs_(std::move(jobs)),
      usage_(std::move(usage)), state_(State{.queues = std::move(queues), .fate = {}})
{}

abi::GroupConfig Group::config(u32 as) const
{
    abi::GroupConfig config{};
    config.state = memory_->state_address();
    config.as = as;
    config.priority = std::to_underlying(priority_);
    config.queue_count = queue_count();
    for (u32 i = 0; auto &queue : std::span(config.queues).first(queue_count()))
        queue = memory_->config(i++);
    return config;
}

bool Group::is_busy() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    for (const auto &queue : state->queues)
        if (queue.is_busy())
            return true;
    return false;
}

Result<Fence> Group::give(u32 queue, const Stream &stream, u32 cs_registers,
                          PendingFence fence) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->fate.is_over()) {
        std::move(fence).signal(-ECANCELED);
        return -ECANCELED;
    }
    TRACE(gpu_job, queue, stream.address, stream.size);
    Fence done = fence.fence();
    state->queues[queue].give(*memory_, queue,
                              make_call(stream, memory_->sync_address(queue), cs_registers),
                              std::move(fence));
    return done;
}

void Group::collect() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    for (u32 i = 0; i < state->queues.size(); i++)
        state->queues[i].collect(*memory_, i);
}

} // namespace gpu
