// SPDX-License-Identifier: GPL-2.0
// What tracers hear of pages that come into use, and of those that nothing is in any longer: as the C driver
// finds it out, which knows free places as well as those in use.
#include <bindings/minmax.hpp>
#include <modules/binder/arena.hpp>
#include <modules/binder/events.h>

namespace binder {

namespace {

size_t page_of(size_t offset)
{
    return offset / Page::size;
}

size_t first_page_from(size_t offset)
{
    return page_of(offset + Page::size - 1);
}

void tell_range(const Pages &pages, bool is_used, size_t begin, size_t end)
{
    TRACE(binder_update_page_range, pages.owner(), is_used, begin * Page::size, end * Page::size);
}

/// What is free at `offset` is joined with the free place in front, which begins at `front`: unless
/// something else is in their common page, nothing is left there. The next place in use begins at `next`.
void tell_joined(const Pages &pages, size_t front, size_t offset, size_t next)
{
    const bool is_shared =
        front != 0 && offset % Page::size != 0 && page_of(front - 1) == page_of(offset);
    const bool ends_there = page_of(next) == page_of(offset) && page_of(next) < pages.most();
    if (offset % Page::size != 0 && !is_shared && !ends_there)
        tell_range(pages, false, page_of(offset), page_of(offset) + 1);
}

} // namespace

// A page that others have a part of is theirs already.
void Arena::trace_use(State &state, const Allocation &allocation) MAY_SLEEP
{
    tell_range(
        state.pages, true, first_page_from(allocation.offset()),
        min(page_of(state.ranges.next_after(allocation)), first_page_from(allocation.end())));
}

void Arena::trace_end_of_use(State &state, const Allocation &allocation) MAY_SLEEP
{
    const size_t begin = allocation.offset();
    const size_t end = allocation.end();
    const size_t next = state.ranges.next_after(allocation);
    tell_range(state.pages, false, first_page_from(begin), page_of(end));
    if (end < next)
        tell_joined(state.pages, begin, end, next);
    if (allocation.gap() != 0)
        tell_joined(state.pages, begin - allocation.gap(), begin, next);
}

} // namespace binder
