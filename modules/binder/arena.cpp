// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/arena.hpp>

#include <algorithm>

namespace binder {

Result<> Arena::map(VmArea &area) const MAY_SLEEP
{
    if (area.writable())
        return -EPERM;
    auto state = state_.lock(may_sleep);
    if (state->ranges.size() != 0)
        return -EBUSY;
    const size_t size = std::min(area.size(), largest);
    TRY(state->pages.resize(size / Page::size, GFP_KERNEL));
    area.deny_writing();
    area.keep_from_children();
    base_.set(area.start());
    state->first_page = area.first_page();
    state->ranges.set_size(size);
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

Result<> Arena::back(State &state, size_t offset, size_t bytes) MAY_SLEEP
{
    for (size_t i = offset / Page::size; i * Page::size < offset + bytes; i++)
        if (!state.pages[i])
            state.pages[i] = TRY(Page::alloc(GFP_KERNEL));
    return {};
}

// As in C: where a fifth of the space for one-way calls is left, a sender with more than 50 of them,
// or half of that space. It is said once, until there is more space again.
bool Arena::is_spam(State &state, size_t async_left, const Allocation &now)
{
    if (async_left >= state.ranges.size() / 10) {
        state.has_said_spam = false;
        return false;
    }
    size_t calls = 0;
    size_t bytes = 0;
    for (const Allocation &allocation : state.ranges) {
        // Nobody is suspected for the call that is made now, as in C.
        if (!allocation.terms().is_one_way || allocation.terms().sender != now.terms().sender ||
            allocation.is(now))
            continue;
        calls++;
        bytes += allocation.terms().bytes;
    }
    if (calls <= 50 && bytes <= state.ranges.size() / 4)
        return false;
    return !std::exchange(state.has_said_spam, true);
}

Result<bool> Arena::reserve(const RefPtr<Allocation> &allocation) const MAY_SLEEP
{
    const auto &terms = allocation->terms();
    auto state = state_.lock(may_sleep);
    if (state->ranges.size() == 0)
        return -ESRCH;
    if (terms.is_one_way && state->async_left < terms.bytes)
        return -ENOSPC;
    TRY(state->ranges.insert(allocation));
    const auto backed = back(*state, allocation->offset(), terms.bytes);
    if (!backed) {
        state->ranges.remove(allocation);
        return backed.error();
    }
    if (!terms.is_one_way)
        return false;
    state->async_left -= terms.bytes;
    return is_spam(*state, state->async_left, *allocation);
}

void Arena::clear(const State &state, const Allocation &allocation)
{
    for (size_t at = allocation.offset(); at < allocation.end();) {
        const size_t within = at % Page::size;
        const size_t part = std::min(allocation.end() - at, Page::size - within);
        if (const auto &page = state.pages[at / Page::size])
            page->zero(within, part);
        at += part;
    }
}

void Arena::forget(State &state, const RefPtr<Allocation> &allocation) MAY_SLEEP
{
    if (!state.ranges.remove(allocation))
        return;
    if (allocation->terms().clears)
        clear(state, *allocation);
    if (allocation->terms().is_one_way)
        state.async_left += allocation->terms().bytes;
}

void Arena::release(const RefPtr<Allocation> &allocation) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    forget(*state, allocation);
}

Result<RefPtr<Allocation>> Arena::take_back(size_t offset) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    auto found = state->ranges.find(offset);
    if (!found || !(*found)->end_loan())
        return -EINVAL;
    if ((*found)->objects() == 0)
        forget(*state, *found);
    return std::move(*found);
}

void Arena::close() const MAY_SLEEP
{
    std::optional<RefPtr<Allocation>> removed;
    do {
        auto state = state_.lock(may_sleep);
        // There is no more room: who still holds a call reads what was there.
        state->ranges.set_size(0);
        removed = state->ranges.remove_first();
        if (removed && (*removed)->terms().clears)
            clear(*state, **removed);
    } while (removed);
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

Result<> Arena::copy_from(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP
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
