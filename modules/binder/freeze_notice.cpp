// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

FreezeNotice::FreezeNotice(RefPtr<Process> &&listener, RefPtr<Node> &&node, u32 handle, u64 cookie)
    : listener_(std::move(listener)), node_(std::move(node)), id_(next_id()), handle_(handle),
      cookie_(cookie)
{}

FreezeNotice::~FreezeNotice() MAY_SLEEP = default;

// What is queued says how it is when it is told; what was told is said again once that is confirmed.
bool FreezeNotice::State::becomes_queued()
{
    if (at == At::told)
        is_out_of_date = true;
    if (at != At::idle)
        return false;
    at = At::queued;
    return true;
}

void FreezeNotice::say() const MAY_SLEEP
{
    ignore_result(listener_->push(self())); // the listener is gone
}

void FreezeNotice::listen() const MAY_SLEEP
{
    const Freezer &freezer = node_->owner().freezer();
    if (!freezer.add(self()))
        return;
    const bool is_frozen = freezer.is_frozen();
    const bool is_news = state_.with([is_frozen](State &state) {
        if (state.at == At::idle)
            state.is_frozen = is_frozen;
        return state.becomes_queued();
    });
    if (is_news)
        say();
    // It may have been cleared meanwhile by another thread, which did not find it there.
    if (state_.with([](State &state) { return state.is_cleared || state.is_forgotten; }))
        freezer.remove(*this);
}

void FreezeNotice::changed(bool is_frozen) const MAY_SLEEP
{
    const bool is_news = state_.with([is_frozen](State &state) {
        if (state.is_cleared || state.is_forgotten)
            return false;
        if (std::exchange(state.is_frozen, is_frozen) == is_frozen && state.at != At::idle)
            return false;
        return state.becomes_queued();
    });
    if (is_news)
        say();
}

void FreezeNotice::clear() const MAY_SLEEP
{
    node_->owner().freezer().remove(*this);
    const bool is_news = state_.with([](State &state) {
        state.is_cleared = true;
        return state.becomes_queued();
    });
    if (is_news)
        say();
}

void FreezeNotice::confirm() const MAY_SLEEP
{
    const bool is_news = state_.with([](State &state) {
        state.at = At::idle;
        return std::exchange(state.is_out_of_date, false) && state.becomes_queued();
    });
    if (is_news)
        say();
}

void FreezeNotice::forget() const MAY_SLEEP
{
    node_->owner().freezer().remove(*this);
    state_.with([](State &state) { state.is_forgotten = true; });
    listener_->told_freezes().remove(*this);
}

Result<bool> FreezeNotice::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    const State state = state_.with([](State &state) {
        state.at = state.is_cleared ? At::idle : At::told;
        return state;
    });
    if (state.is_forgotten)
        return false;
    if (state.is_cleared) {
        TRY(answers.put(reader.process().stats(), br_clear_freeze_notification_done, cookie_));
        return false;
    }
    listener_->told_freezes().add(self());
    TRY(answers.put(reader.process().stats(), br_frozen_binder,
                    FrozenState{.cookie = cookie_, .is_frozen = state.is_frozen, .reserved = 0}));
    return true;
}

} // namespace binder
