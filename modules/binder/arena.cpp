// SPDX-License-Identifier: GPL-2.0
#include <bindings/pid.hpp>
#include <modules/binder/arena.hpp>

#include <algorithm>

namespace binder {

namespace {

// All devices of the module may be one file to the kernel: each process has pages of its own in it.
size_t new_first_page()
{
    static constinit const Atomic<size_t> files;
    return files.fetch_add(1) * (Arena::largest / Page::size);
}

} // namespace

Result<> Arena::map(VmArea &area) const MAY_SLEEP
{
    if (area.writable())
        return -EPERM;
    auto state = state_.lock(may_sleep);
    if (state->ranges.size() != 0)
        return -EBUSY;
    const size_t size = std::min(area.size(), largest);
    area.set_first_page(new_first_page());
    TRY(state->pages.open(area.address_space(), area.first_page(), size / Page::size,
                          current_tgid()));
    area.deny_writing();
    area.keep_from_children();
    base_.set(area.start());
    state->ranges.set_size(size);
    state->async_left = size / 2;
    state->is_mapped = true;
    return {};
}

// With the lock, or else the page could be given back before it is there.
Result<> Arena::fault(VmFault &fault) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    return fault.insert(TRY(state->pages.at_place_in_file(fault.page())));
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

Result<bool> Arena::reserve(const RefPtr<Allocation> &allocation, UserSlice &data) const MAY_SLEEP
{
    const auto &terms = allocation->terms();
    auto state = state_.lock(may_sleep);
    if (!state->is_mapped)
        return -ESRCH;
    if (terms.is_one_way && state->async_left < terms.bytes)
        return -ENOSPC;
    TRY(state->ranges.insert(allocation));
    if (TRACE_ENABLED(binder_update_page_range)) [[unlikely]]
        trace_use(*state, *allocation);
    const auto made = state->pages.make(allocation->offset(), terms.bytes);
    if (!made) {
        state->ranges.remove(allocation);
        return made.error();
    }
    if (data.size() != 0)
        state->pages.fill_now(allocation->offset(), data);
    if (!terms.is_one_way)
        return false;
    state->async_left -= terms.bytes;
    return is_spam(*state, state->async_left, *allocation);
}

void Arena::forget(State &state, const RefPtr<Allocation> &allocation) MAY_SLEEP
{
    if (TRACE_ENABLED(binder_update_page_range)) [[unlikely]]
        trace_end_of_use(state, *allocation);
    if (!state.ranges.remove(allocation))
        return;
    if (allocation->terms().clears)
        ignore_result(state.pages.clear(allocation->offset(), allocation->terms().bytes));
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
    TRACE(binder_transaction_buffer_release, PLACE_OF((*found)->terms()));
    if ((*found)->objects() == 0)
        forget(*state, *found);
    return std::move(*found);
}

template <class F> void Arena::for_each_unused(State &state, F &&use) MAY_SLEEP
{
    size_t begin = 0;
    for (const Allocation &allocation : state.ranges) {
        const size_t end = allocation.offset() / Page::size;
        if (begin < end)
            use(state.pages, begin, end);
        begin = (allocation.end() + Page::size - 1) / Page::size;
    }
    if (begin < state.pages.most())
        use(state.pages, begin, state.pages.most());
}

size_t Arena::pages() const
{
    if (const auto state = state_.try_lock())
        return (*state)->pages.present();
    return 0;
}

size_t Arena::give_back(size_t most, Pages::Age age) const MAY_SLEEP
{
    size_t given = 0;
    auto state = state_.try_lock();
    if (state)
        for_each_unused(**state, [&](Pages &pages, size_t begin, size_t end) MAY_SLEEP {
            given += pages.give_back(begin, end, most - given, age);
        });
    return given;
}

Arena::Use Arena::use() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    Use use{.async_left = state->async_left,
            .buffers = state->ranges.count(),
            .used_pages = 0,
            .unused_pages = 0,
            .most_pages = 0,
            .highest_page = state->pages.highest()};
    if (!state->is_mapped)
        return use;
    for_each_unused(*state, [&](Pages &pages, size_t begin, size_t end) {
        use.unused_pages += pages.present(begin, end);
    });
    use.used_pages = state->pages.present() - use.unused_pages;
    use.most_pages = state->pages.most();
    return use;
}

// Others keep the process for as long as they name its objects: not what was in its memory.
void Arena::close() const MAY_SLEEP
{
    state_.with(may_sleep, [](State &state) { state.is_mapped = false; });
    std::optional<RefPtr<Allocation>> removed;
    do {
        auto state = state_.lock(may_sleep);
        removed = state->ranges.remove_first();
        if (!removed)
            state->pages.close();
        else if ((*removed)->terms().clears)
            ignore_result(state->pages.clear((*removed)->offset(), (*removed)->terms().bytes));
    } while (removed);
}

bool Arena::is_closed() const MAY_SLEEP
{
    return state_.with(may_sleep, [](const State &state) { return !state.is_mapped; });
}

// The lock is not held while user space is read: that may come through fault().
Result<> Arena::copy_from(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP
{
    for (size_t done = 0; done < bytes;) {
        const size_t within = (offset + done) % Page::size;
        const size_t part = std::min(bytes - done, Page::size - within);
        const Page page = TRY(state_.with(may_sleep, [&](const State &state) {
            return state.pages.at((offset + done) / Page::size);
        }));
        TRY(page.write_from(within, from, part));
        done += part;
    }
    return {};
}

Result<> Arena::write_bytes(size_t offset, std::span<const char> from) const MAY_SLEEP
{
    return state_.with(
        may_sleep, [offset, from](const State &state) { return state.pages.write(offset, from); });
}

Result<> Arena::read_bytes(size_t offset, std::span<char> to) const MAY_SLEEP
{
    return state_.with(may_sleep,
                       [offset, to](const State &state) { return state.pages.read(offset, to); });
}

} // namespace binder
