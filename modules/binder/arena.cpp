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
        end = extent.offset + extent.need.bytes;
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

// As in C: where a fifth of the space for one-way calls is left, a sender with more than 50 of them,
// or half of that space. It is said once, until there is more space again.
bool Arena::is_spam(State &state, size_t async_left, s32 sender)
{
    if (async_left >= state.size / 10) {
        state.has_said_spam = false;
        return false;
    }
    size_t calls = 0;
    size_t bytes = 0;
    for (const Extent &extent : state.extents) {
        if (!extent.need.is_async || extent.need.sender != sender)
            continue;
        calls++;
        bytes += extent.need.bytes;
    }
    if (calls <= 50 && bytes <= state.size / 4)
        return false;
    return !std::exchange(state.has_said_spam, true);
}

Result<Arena::Place> Arena::reserve(const Need &need) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->size == 0)
        return -ESRCH;
    if (need.is_async && state->async_left < need.bytes)
        return -ENOSPC;
    const size_t offset = TRY(find_gap(*state, need.bytes));
    TRY(back(*state, offset, need.bytes));
    // Nobody is suspected for the call that is made now, as in C.
    const size_t async_left = need.is_async ? state->async_left - need.bytes : state->async_left;
    const bool is_suspect = need.is_async && is_spam(*state, async_left, need.sender);
    TRY(state->extents.push_back({.offset = offset, .need = need, .is_lent = false, .lent = {}},
                                 GFP_KERNEL));
    // Mostly it is the last one already.
    for (size_t i = state->extents.size() - 1; i > 0; i--) {
        if (state->extents[i - 1].offset < offset)
            break;
        std::swap(state->extents[i - 1], state->extents[i]);
    }
    state->async_left = async_left;
    return Place{.offset = offset, .is_spam = is_suspect};
}

size_t Arena::index_of(const State &state, size_t offset)
{
    size_t index = 0;
    for (const Extent &extent : state.extents) {
        if (extent.offset == offset)
            break;
        index++;
    }
    return index;
}

void Arena::clear(const State &state, const Extent &extent)
{
    const size_t end = extent.offset + extent.need.bytes;
    for (size_t at = extent.offset; extent.need.clears && at < end;) {
        const size_t within = at % Page::size;
        const size_t part = std::min(end - at, Page::size - within);
        if (const auto &page = state.pages[at / Page::size])
            page->zero(within, part);
        at += part;
    }
}

void Arena::forget(State &state, size_t index) MAY_SLEEP
{
    clear(state, state.extents[index]);
    if (state.extents[index].need.is_async)
        state.async_left += state.extents[index].need.bytes;
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

void Arena::lend(Lent &&lent) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    const size_t index = index_of(*state, lent.offset);
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
    Lent lent = std::move(state->extents[index].lent);
    if (lent.objects == 0)
        forget(*state, index);
    return lent;
}

void Arena::close() const MAY_SLEEP
{
    Vec<Extent> extents;
    auto state = state_.lock(may_sleep);
    for (const Extent &extent : state->extents)
        clear(*state, extent);
    std::swap(extents, state->extents);
}

// Calls `use(page, offset in it, bytes done, bytes)` for one page after the other. The lock is not
// held then: user space that is read may come through page().
template <class F>
Result<> Arena::in_pages(size_t offset, size_t bytes, F &&use) const MAY_SLEEP
{
    for (size_t done = 0; done < bytes;) {
        const size_t within = (offset + done) % Page::size;
        const size_t part = std::min(bytes - done, Page::size - within);
        const Page page = TRY(state_.with(may_sleep, [&](const State &state) {
            return page_at(state, (offset + done) / Page::size);
        }));
        TRY(use(page, within, done, part));
        done += part;
    }
    return {};
}

Result<> Arena::fill(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP
{
    return in_pages(offset, bytes,
                    [&from](const Page &page, size_t within, size_t, size_t part)
                        MAY_SLEEP { return page.write_from(within, from, part); });
}

Result<> Arena::write_bytes(size_t offset, std::span<const char> from) const MAY_SLEEP
{
    return in_pages(offset, from.size(),
                    [from](const Page &page, size_t within, size_t done, size_t part) -> Result<> {
                        page.write(within, from.subspan(done, part));
                        return {};
                    });
}

Result<> Arena::read_bytes(size_t offset, std::span<char> to) const MAY_SLEEP
{
    return in_pages(offset, to.size(),
                    [to](const Page &page, size_t within, size_t done, size_t part) -> Result<> {
                        page.read(within, to.subspan(done, part));
                        return {};
                    });
}

} // namespace binder
