// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/processes.hpp>

namespace binder {

bool Processes::add(RefPtr<Process> process) const MAY_SLEEP
{
    bool is_only = true;
    auto all = all_.lock(may_sleep);
    for (const Process &other : *all)
        is_only = is_only && other.number() != process->number();
    ignore_result(all->push_front(std::move(process))); // it is new, and in no list yet
    return is_only;
}

void Processes::remove(const Process &process) const MAY_SLEEP
{
    std::optional<RefPtr<Process>> removed;
    auto all = all_.lock(may_sleep);
    removed = all->remove(process);
    if (removed)
        stats_of_gone_.add(process.stats());
}

Result<Vec<RefPtr<Process>>> Processes::all() const MAY_SLEEP
{
    Vec<RefPtr<Process>> found;
    auto all = all_.lock(may_sleep);
    for (const Process &process : *all)
        TRY(found.push_back(process.self(), GFP_KERNEL));
    return found;
}

Result<Vec<RefPtr<Process>>> Processes::with_number(s32 number) const MAY_SLEEP
{
    Vec<RefPtr<Process>> found;
    auto all = all_.lock(may_sleep);
    for (const Process &process : *all)
        if (process.number() == number)
            TRY(found.push_back(process.self(), GFP_KERNEL));
    if (found.empty())
        return -EINVAL;
    return found;
}

size_t Processes::count_objects() const
{
    size_t count = 0;
    if (const auto all = all_.try_lock())
        for (const Process &process : **all)
            count += process.arena().pages();
    return count;
}

size_t Processes::scan_objects(size_t most) const MAY_SLEEP
{
    size_t given = 0;
    auto all = all_.try_lock();
    if (!all)
        return given;
    for (const auto age : {Pages::Age::unused_lately, Pages::Age::any})
        for (const Process &process : **all)
            if (given < most)
                given += process.arena().give_back(most - given, age);
    return given;
}

Result<> Processes::freeze(const binder_freeze_info &info) const MAY_SLEEP
{
    const auto processes = TRY(with_number(std::bit_cast<s32>(info.pid)));
    for (const auto &process : processes) {
        const Freezer &freezer = process->freezer();
        if (info.enable == 0) {
            freezer.thaw();
        } else {
            auto frozen = freezer.freeze(info.timeout_ms);
            if (frozen && process->has_calls())
                frozen = -EAGAIN;
            if (!frozen) {
                freezer.give_up();
                return frozen.error();
            }
        }
        freezer.tell();
    }
    return {};
}

Result<> Processes::frozen_info(binder_frozen_status_info &info) const MAY_SLEEP
{
    info.sync_recv = 0;
    info.async_recv = 0;
    const auto processes = TRY(with_number(std::bit_cast<s32>(info.pid)));
    for (const auto &process : processes) {
        const auto received = process->freezer().received();
        constexpr u32 has_calls = 2;
        info.sync_recv |= (received.sync ? 1u : 0u) | (process->has_calls() ? has_calls : 0u);
        info.async_recv |= received.async ? 1u : 0u;
    }
    return {};
}

} // namespace binder
