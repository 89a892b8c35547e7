// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/arena.hpp>

#include <algorithm>

namespace binder {

Result<> Arena::map(VmArea &area) const MAY_SLEEP
{
    if (area.writable())
        return -EPERM;
    auto state = state_.lock(may_sleep);
    if (state->size != 0)
        return -EBUSY;
    const size_t size = std::min(area.size(), largest);
    TRY(state->pages.resize(size / Page::size, GFP_KERNEL));
    area.deny_writing();
    area.keep_from_children();
    state->base = area.start();
    state->first_page = area.first_page();
    state->size = size;
    state->async_left = size / 2;
    return {};
}

Result<Page> Arena::page(size_t number) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (number < state->first_page || number - state->first_page >= state->pages.size())
        return -EFAULT;
    return page_at(*state, number - state->first_page);
}

Result<Page> Arena::page_at(const State &state, size_t index)
{
    if (!state.pages[index])
        return -EFAULT;
    return Page(*state.pages[index]);
}

// The first gap that is large enough.
Result<size_t> Arena::find_gap(const State &state, size_t bytes)
{
    size_t end = 0;
    for (const Extent &extent : state.extents) {
        if (extent.offset - end >= bytes)
            return end;
        end = extent.offset + extent.size;
    }
    if (state.size - end < bytes)
        return -ENOSPC;
    return end;
}

Result<> Arena::back(State &state, size_t offset, size_t bytes) MAY_SLEEP
{
    for (size_t i = offset / Page::size; i * Page::size < offset + bytes; i++)
        if (!state.pages[i])
            state.pages[i] = TRY(Page::alloc(GFP_KERNEL));
    return {};
}

Result<size_t> Arena::reserve(size_t bytes, bool is_async) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->size == 0)
        return -ESRCH;
    if (is_async && state->async_left < bytes)
        return -ENOSPC;
    const size_t offset = TRY(find_gap(*state, bytes));
    TRY(back(*state, offset, bytes));
    TRY(state->extents.push_back({offset, bytes, is_async}, GFP_KERNEL));
    std::ranges::sort(state->extents, {}, &Extent::offset);
    if (is_async)
        state->async_left -= bytes;
    return offset;
}

void Arena::release(size_t offset) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const auto found = std::ranges::find(state->extents, offset, &Extent::offset);
    if (found == state->extents.end())
        return;
    if (found->is_async)
        state->async_left += found->size;
    *found = state->extents[state->extents.size() - 1];
    state->extents.pop_back();
    std::ranges::sort(state->extents, {}, &Extent::offset);
}

Result<> Arena::fill(size_t offset, UserSlice from) const MAY_SLEEP
{
    while (from.size() > 0) {
        const size_t within = offset % Page::size;
        const size_t bytes = std::min(from.size(), Page::size - within);
        // The lock is not held while user space is read: its pages may come through page().
        const Page page = TRY(state_.with(
            may_sleep, [&](const State &state) { return page_at(state, offset / Page::size); }));
        TRY(page.write_from(within, from, bytes));
        offset += bytes;
    }
    return {};
}

u64 Arena::address(size_t offset) const MAY_SLEEP
{
    return state_.with(may_sleep, [&](const State &state) { return state.base + offset; });
}

std::optional<size_t> Arena::offset(u64 address) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (address < state->base || address - state->base >= state->size)
        return std::nullopt;
    return address - state->base;
}

} // namespace binder
