// SPDX-License-Identifier: GPL-2.0
// The commands of a client that are about groups.
#include <bindings/cred.hpp>
#include <bindings/user_struct.hpp>
#include <modules/gpu/client.hpp>

#include <linux/capability.h>

#include <bit>

namespace gpu {
namespace {

// Which cores are meant, of those there are, and how many of them at most.
bool are_cores(u64 mask, u8 most, u64 present)
{
    return (mask & ~present) == 0 && std::popcount(mask) >= most;
}

Result<Priority> checked_priority(u8 priority)
{
    if (priority > PANTHOR_GROUP_PRIORITY_HIGH)
        return -EINVAL;
    if (priority == PANTHOR_GROUP_PRIORITY_HIGH && !capable(CAP_SYS_NICE))
        return -EACCES;
    return static_cast<Priority>(priority);
}

Result<QueueParameters> checked(const drm_panthor_queue_create &queue)
{
    constexpr u32 least = 4096;
    constexpr u32 most = 65536;
    constexpr u32 highest_priority = 15;
    if ((queue.pad[0] | queue.pad[1] | queue.pad[2]) != 0 || queue.ringbuf_size < least ||
        queue.ringbuf_size > most || !std::has_single_bit(queue.ringbuf_size) ||
        queue.priority > highest_priority)
        return -EINVAL;
    return QueueParameters{.ring_size = queue.ringbuf_size, .priority = queue.priority};
}

Result<Stream> checked(const drm_panthor_queue_submit &what)
{
    constexpr u32 no_bits_of_a_flush = 0x7f00'0000;
    if (what.pad != 0 || (what.stream_size == 0) != (what.stream_addr == 0) ||
        what.stream_addr % 64 != 0 || what.stream_size % sizeof(u64) != 0 ||
        (what.latest_flush & no_bits_of_a_flush) != 0 || what.stream_addr >= Vm::size)
        return -EINVAL;
    return Stream{
        .address = what.stream_addr, .size = what.stream_size, .latest_flush = what.latest_flush};
}

} // namespace

Client::~Client() MAY_SLEEP
{
    for (u32 i = 1; i <= most_groups; i++)
        if (const auto group = groups_.take(i))
            gpu_->scheduler()->cancel(**group);
}

Result<> Client::group_create(const drm::File &file, drm_panthor_group_create &args) const MAY_SLEEP
{
    const Features &features = gpu_->features();
    if (args.pad != 0 || args.queues.count == 0 || args.queues.count > features.queues ||
        !are_cores(args.compute_core_mask, args.max_compute_cores, features.shader_present) ||
        !are_cores(args.fragment_core_mask, args.max_fragment_cores, features.shader_present) ||
        !are_cores(args.tiler_core_mask, args.max_tiler_cores, features.tiler_present))
        return -EINVAL;
    const Priority priority = TRY(checked_priority(args.priority));
    const auto wanted = TRY(copy_structs_from_user<drm_panthor_queue_create>(
        args.queues.array, args.queues.stride, args.queues.count,
        sizeof(drm_panthor_queue_create)));
    Vec<QueueParameters> queues;
    for (const auto &queue : wanted)
        TRY(queues.push_back(TRY(checked(queue)), GFP_KERNEL));
    auto group = TRY(Group::create(file, TRY(vms_.get(args.vm_id)), priority, queues.span(),
                                   RefPtr<Usage>(usage_)));
    args.group_handle = TRY(groups_.add(std::move(group)));
    return {};
}

Result<> Client::group_destroy(drm_panthor_group_destroy &args) const MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    gpu_->scheduler()->cancel(*TRY(groups_.take(args.group_handle)));
    return {};
}

Result<> Client::group_submit(const drm::File &file, drm_panthor_group_submit &args) const MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    const auto jobs = TRY(copy_structs_from_user<drm_panthor_queue_submit>(
        args.queue_submits.array, args.queue_submits.stride, args.queue_submits.count,
        sizeof(drm_panthor_queue_submit)));
    const auto group = TRY(groups_.get(args.group_handle));
    Batch<Job> batch;
    for (const auto &job : jobs) {
        const Stream stream = TRY(checked(job));
        if (group->fate().is_over() || job.queue_index >= group->queue_count())
            return -EINVAL;
        auto prepared =
            TRY(group->jobs(job.queue_index)
                    .prepare(file,
                             Job(RefPtr<Scheduler>(gpu_->scheduler()), RefPtr<Group>(group),
                                 job.queue_index, stream, TRY(PendingFence::create(GFP_KERNEL))),
                             1));
        TRY(batch.add(file, std::move(prepared), job.syncs));
    }
    return batch.push(group->vm().buffers());
}

Result<> Client::group_get_state(drm_panthor_group_get_state &args) const MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    const auto fate = TRY(groups_.get(args.group_handle))->fate();
    args.state = (fate.has_timed_out ? u32{DRM_PANTHOR_GROUP_STATE_TIMEDOUT} : 0) |
                 (fate.faulty_queues != 0 ? u32{DRM_PANTHOR_GROUP_STATE_FATAL_FAULT} : 0);
    args.fatal_queues = fate.faulty_queues;
    return {};
}

} // namespace gpu
