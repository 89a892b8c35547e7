// SPDX-License-Identifier: GPL-2.0
#include <bindings/user_struct.hpp>
#include <modules/gpu/submission.hpp>

namespace gpu {
namespace {

constexpr u32 signal_flag = 1u << 31;
static_assert(signal_flag == static_cast<u32>(DRM_PANTHOR_SYNC_OP_SIGNAL));

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

Result<> check(const drm_panthor_sync_op &op)
{
    const u32 type = op.flags & DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_MASK;
    if ((op.flags & ~(signal_flag | u32{DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_MASK})) != 0)
        return -EINVAL;
    if (type == DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ)
        return {};
    return type == DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_SYNCOBJ && op.timeline_value == 0
               ? Result<>()
               : Result<>(-EINVAL);
}

} // namespace

Result<> Submission::add(const drm::File &file, const drm_panthor_queue_submit &what) MAY_SLEEP
{
    const Stream stream = TRY(checked(what));
    if (group_->fate().is_over() || what.queue_index >= group_->queue_count())
        return -EINVAL;
    const auto ops = TRY(copy_structs_from_user<drm_panthor_sync_op>(
        what.syncs.array, what.syncs.stride, what.syncs.count, sizeof(drm_panthor_sync_op)));
    auto fence = TRY(PendingFence::create(GFP_KERNEL));
    auto job = TRY(group_->jobs(what.queue_index)
                       .prepare(file,
                                Job(RefPtr<Scheduler>(scheduler_), RefPtr<Group>(group_),
                                    what.queue_index, stream, std::move(fence)),
                                1));
    Entry entry{.queue = what.queue_index, .job = std::move(job), .others = {}};
    for (const auto &op : ops)
        if ((op.flags & signal_flag) == 0)
            TRY(add_sync(file, entry, op));
    // What it signals itself it does not wait for.
    for (const auto &op : ops)
        if ((op.flags & signal_flag) != 0)
            TRY(add_signal(file, op));
    TRY(finished_.reserve(jobs_.size() + 1, GFP_KERNEL));
    return jobs_.push_back(std::move(entry), GFP_KERNEL);
}

Result<> Submission::add_sync(const drm::File &file, Entry &entry, const drm_panthor_sync_op &op)
    MAY_SLEEP
{
    TRY(check(op));
    for (const auto &signal : signals_)
        if (signal.handle == op.handle && signal.point == op.timeline_value)
            return entry.others.push_back(signal.job, GFP_KERNEL);
    return entry.job.add_dependency(TRY(drm::find_fence(file, op.handle, op.timeline_value)));
}

Result<> Submission::add_signal(const drm::File &file, const drm_panthor_sync_op &op) MAY_SLEEP
{
    TRY(check(op));
    for (auto &signal : signals_) {
        if (signal.handle == op.handle && signal.point == op.timeline_value) {
            signal.job = jobs_.size();
            return {};
        }
    }
    return signals_.push_back(
        Signal{.handle = op.handle,
               .point = op.timeline_value,
               .job = jobs_.size(),
               .place = TRY(drm::SyncSignal::find(file, op.handle, op.timeline_value))},
        GFP_KERNEL);
}

void Submission::submit() MAY_SLEEP
{
    {
        auto pushing = group_->pushing.lock(may_sleep);
        for (auto &entry : jobs_) {
            for (const size_t other : entry.others)
                if (!entry.job.add_dependency(finished_[other]))
                    finished_[other].wait();
            auto armed = std::move(entry.job).arm();
            // There is room for it.
            (void)finished_.push_back(armed.finished(), GFP_KERNEL);
            std::move(armed).push();
        }
    }
    for (auto &signal : signals_)
        std::move(signal.place).set(finished_[signal.job]);
}

} // namespace gpu
