// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/batch.hpp>

namespace gpu {
namespace {

constexpr u32 signal_flag = 1u << 31;
static_assert(signal_flag == static_cast<u32>(DRM_PANTHOR_SYNC_OP_SIGNAL));

} // namespace

Result<> SyncOps::check(const drm_panthor_sync_op &op)
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

bool SyncOps::is_signal(const drm_panthor_sync_op &op)
{
    return (op.flags & signal_flag) != 0;
}

std::optional<size_t> SyncOps::find(const drm_panthor_sync_op &op) const
{
    for (const auto &signal : signals_)
        if (signal.handle == op.handle && signal.point == op.timeline_value)
            return signal.job;
    return std::nullopt;
}

Result<> SyncOps::add_signal(const drm::File &file, const drm_panthor_sync_op &op, size_t job)
    MAY_SLEEP
{
    for (auto &signal : signals_) {
        if (signal.handle == op.handle && signal.point == op.timeline_value) {
            signal.job = job;
            return {};
        }
    }
    auto place = drm::SyncSignal::find(file, op.handle, op.timeline_value);
    // As panthor has it, if not where something is waited for.
    if (!place)
        return place.error() == -ENOENT ? -EINVAL : place.error();
    return signals_.push_back(Signal{.handle = op.handle,
                                     .point = op.timeline_value,
                                     .job = job,
                                     .place = std::move(*place)},
                              GFP_KERNEL);
}

void SyncOps::set(std::span<const Fence> finished)
{
    for (auto &signal : signals_)
        std::move(signal.place).set(finished[signal.job]);
}

} // namespace gpu
