// SPDX-License-Identifier: GPL-2.0
// What a process may ask about its nodes, handles and failures, and about other processes.
#include <modules/binder/device.hpp>

namespace binder {

Result<> OpenDevice::node_debug_info(binder_node_debug_info &info) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        const auto node = thread.process().node_above(info.ptr);
        info = {};
        if (!node)
            return {};
        const auto counts = (*node)->counts();
        info.ptr = (*node)->pointer();
        info.cookie = (*node)->cookie();
        info.has_strong_ref = counts.has_strong;
        info.has_weak_ref = counts.has_weak;
        return {};
    });
}

Result<> OpenDevice::node_info_for_ref(binder_node_info_for_ref &info) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        const Process &process = thread.process();
        if (info.strong_count != 0 || info.weak_count != 0 || info.reserved1 != 0 ||
            info.reserved2 != 0 || info.reserved3 != 0)
            return -EINVAL;
        auto manager = process.context().manager();
        if (!manager || !(*manager)->owner().is(process))
            return -EPERM;
        const auto node = TRY(process.references().node(info.handle, Strength::strong));
        const auto counts = node->counts();
        info.strong_count = counts.strong + counts.strong_references;
        info.weak_count = counts.weak;
        return {};
    });
}

Result<> OpenDevice::extended_error(binder_extended_error &error) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP -> Result<> {
        error = std::bit_cast<binder_extended_error>(thread.take_error());
        return {};
    });
}

Result<> OpenDevice::freeze(const binder_freeze_info &info) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread)
                         MAY_SLEEP { return thread.process().context().processes().freeze(info); });
}

Result<> OpenDevice::frozen_info(binder_frozen_status_info &info) const MAY_SLEEP
{
    return as_thread([&](const Thread &thread) MAY_SLEEP {
        return thread.process().context().processes().frozen_info(info);
    });
}

} // namespace binder
