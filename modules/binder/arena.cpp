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
    base_.set(area.start());
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
    TRY(state->extents.push_back(
        {.offset = offset, .size = bytes, .is_async = is_async, .is_lent = false, .one_way = {}},
        GFP_KERNEL));
    // Mostly it is the last one already.
    for (size_t i = state->extents.size() - 1; i > 0; i--) {
        if (state->extents[i - 1].offset < offset)
            break;
        std::swap(state->extents[i - 1], state->extents[i]);
    }
    if (is_async)
        state->async_left -= bytes;
    return offset;
}

size_t Arena::index_of(const State &state, size_t offset)
{
    size_t index = 0;
    while (index < state.extents.size() && state.extents[index].offset != offset)
        index++;
    return index;
}

void Arena::forget(State &state, size_t index) MAY_SLEEP
{
    if (state.extents[index].is_async)
        state.async_left += state.extents[index].size;
    for (; index + 1 < state.extents.size(); index++)
        std::swap(state.extents[index], state.extents[index + 1]);
    state.extents.pop_back();
}

void Arena::release(size_t offset) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, offset);
    if (index < state->extents.size())
        forget(*state, index);
}

void Arena::lend(size_t offset, std::optional<RefPtr<Node>> one_way) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, offset);
    if (index == state->extents.size())
        return;
    state->extents[index].is_lent = true;
    state->extents[index].one_way = std::move(one_way);
}

Result<std::optional<RefPtr<Node>>> Arena::take_back(u64 address) const MAY_SLEEP
{
    const u64 base = base_.read();
    if (address < base)
        return -EINVAL;
    std::optional<RefPtr<Node>> one_way;
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, address - base);
    if (index == state->extents.size() || !state->extents[index].is_lent)
        return -EINVAL;
    one_way = std::exchange(state->extents[index].one_way, std::nullopt);
    forget(*state, index);
    return one_way;
}

void Arena::close() const MAY_SLEEP
{
    Vec<Extent> extents;
    {
        auto state = state_.lock(may_sleep);
        std::swap(extents, state->extents);
    }
    for (Extent &extent : extents)
        while (extent.one_way && (*extent.one_way)->end_turn()) {
        }
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

} // namespace binder
