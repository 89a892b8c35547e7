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
        {.offset = offset, .size = bytes, .is_async = is_async, .is_lent = false, .lent = {}},
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

void Arena::lend(size_t offset, Lent lent) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, offset);
    if (index == state->extents.size())
        return;
    state->extents[index].is_lent = true;
    state->extents[index].lent = std::move(lent);
}

Result<Lent> Arena::take_back(size_t offset) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, offset);
    if (index == state->extents.size() || !std::exchange(state->extents[index].is_lent, false))
        return -EINVAL;
    return std::exchange(state->extents[index].lent, Lent{});
}

void Arena::close() const MAY_SLEEP
{
    Vec<Extent> extents;
    auto state = state_.lock(may_sleep);
    std::swap(extents, state->extents);
}

// The lock is not held while the page is used: user space that is read may come through page().
Result<Page> Arena::page_of(size_t offset) const MAY_SLEEP
{
    return state_.with(may_sleep,
                       [&](const State &state) { return page_at(state, offset / Page::size); });
}

Result<> Arena::fill(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP
{
    while (bytes > 0) {
        const size_t within = offset % Page::size;
        const size_t part = std::min(bytes, Page::size - within);
        TRY(TRY(page_of(offset)).write_from(within, from, part));
        offset += part;
        bytes -= part;
    }
    return {};
}

Result<> Arena::write_bytes(size_t offset, std::span<const char> from) const MAY_SLEEP
{
    while (!from.empty()) {
        const size_t within = offset % Page::size;
        const size_t part = std::min(from.size(), Page::size - within);
        TRY(page_of(offset)).write(within, from.first(part));
        offset += part;
        from = from.subspan(part);
    }
    return {};
}

Result<> Arena::read_bytes(size_t offset, std::span<char> to) const MAY_SLEEP
{
    while (!to.empty()) {
        const size_t within = offset % Page::size;
        const size_t part = std::min(to.size(), Page::size - within);
        TRY(page_of(offset)).read(within, to.first(part));
        offset += part;
        to = to.subspan(part);
    }
    return {};
}

} // namespace binder
