// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/freezer.hpp>

namespace binder {

// Who sends counts before he looks, and who freezes looks after he said so: one of them sees the
// other.
Freezer::Admission Freezer::begin(bool is_one_way) const
{
    outstanding_.fetch_add(1);
    if (!is_frozen_.read())
        return Admission::open;
    (is_one_way ? async_received_ : sync_received_).set(true);
    if (is_one_way)
        return Admission::waits;
    end();
    return Admission::refused;
}

void Freezer::end() const
{
    if (outstanding_.dec_and_test() && is_frozen_.read())
        drained_.wake_up();
}

Result<> Freezer::freeze(u32 timeout_ms) const MAY_SLEEP
{
    sync_received_.set(false);
    async_received_.set(false);
    is_frozen_.xchg(true);
    if (timeout_ms == 0)
        return {};
    const auto waited = drained_.wait_interruptible_timeout(std::chrono::milliseconds(timeout_ms),
                                                            [&]() { return !is_busy(); });
    if (!waited && waited.error() == -ERESTARTSYS)
        return waited.error();
    return {};
}

void Freezer::thaw() const
{
    sync_received_.set(false);
    async_received_.set(false);
    is_frozen_.set(false);
}

Freezer::Received Freezer::received() const
{
    return {.sync = sync_received_.read(), .async = async_received_.read()};
}

bool Freezer::add(RefPtr<FreezeNotice> notice) const MAY_SLEEP
{
    auto state = state_.lock();
    if (!state->is_closed)
        ignore_result(state->notices.insert(std::move(notice))); // it is new, and in no tree yet
    return !state->is_closed;
}

void Freezer::remove(const FreezeNotice &notice) const MAY_SLEEP
{
    std::optional<RefPtr<FreezeNotice>> removed;
    auto state = state_.lock();
    removed = state->notices.remove(notice);
}

void Freezer::tell() const MAY_SLEEP
{
    const bool is_frozen = this->is_frozen();
    u64 last = 0;
    for (;;) {
        const auto notice =
            state_.with([last](State &state) { return state.notices.upper_bound(last); });
        if (!notice)
            return;
        last = (*notice)->id();
        (*notice)->changed(is_frozen);
    }
}

void Freezer::close() const MAY_SLEEP
{
    state_.with([](State &state) { state.is_closed = true; });
    while (auto notice = state_.with([](State &state) { return state.notices.pop_first(); })) {
    }
}

} // namespace binder
