// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

Death::Death(RefPtr<Process> &&listener, RefPtr<Node> &&node, u32 handle, u64 cookie)
    : listener_(std::move(listener)), node_(std::move(node)), handle_(handle), cookie_(cookie)
{}

Death::~Death() MAY_SLEEP = default;

void Death::listen() const MAY_SLEEP
{
    if (!node_->add_death(self())) {
        died();
        return;
    }
    // It may have been cleared meanwhile by another thread, which did not find it there.
    if (state_.with([](State &state) { return state.is_cleared || state.is_forgotten; }))
        node_->remove_death(*this);
}

void Death::died() const MAY_SLEEP
{
    const bool is_wanted = state_.with([](State &state) {
        state.is_dead = !state.is_cleared && !state.is_forgotten;
        return state.is_dead;
    });
    if (is_wanted)
        ignore_result(listener_->push(self())); // the listener is gone
}

// A thread that serves hears it itself, as in C.
void Death::say_cleared(const Thread &speaker) const MAY_SLEEP
{
    if (speaker.is_looper())
        ignore_result(speaker.push(self())); // the listener is gone
    else
        ignore_result(listener_->push(self())); // the listener is gone
}

void Death::clear(const Thread &speaker) const MAY_SLEEP
{
    node_->remove_death(*this);
    const bool is_told_later = state_.with([](State &state) {
        state.is_cleared = true;
        return state.is_dead;
    });
    if (!is_told_later)
        say_cleared(speaker);
}

void Death::confirm(const Thread &speaker) const MAY_SLEEP
{
    const bool is_cleared = state_.with([](State &state) {
        state.is_dead = false;
        return state.is_cleared;
    });
    if (is_cleared)
        say_cleared(speaker);
}

void Death::forget() const MAY_SLEEP
{
    node_->remove_death(*this);
    state_.with([](State &state) { state.is_forgotten = true; });
    listener_->told_deaths().remove(*this);
}

Result<bool> Death::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    const State state = state_.with([](State &state) { return state; });
    if (state.is_forgotten)
        return false;
    if (!state.is_dead) {
        TRY(answers.put(reader.process().stats(), BR_CLEAR_DEATH_NOTIFICATION_DONE, cookie_));
        return false;
    }
    listener_->told_deaths().add(self());
    TRY(answers.put(reader.process().stats(), BR_DEAD_BINDER, cookie_));
    return true;
}

} // namespace binder
