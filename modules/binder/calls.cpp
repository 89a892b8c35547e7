// SPDX-License-Identifier: GPL-2.0
// The calls that a thread is in, and what became of the last one.
#include <modules/binder/process.hpp>

namespace binder {

Result<Thread::Completed> Thread::push_own_call(const RefPtr<Transaction> &call, u32 code) const
    MAY_SLEEP
{
    const bool is_done = state_.with([&](State &state) {
        if (state.calls.size() == state.calls.capacity() ||
            !state.complete_in_place(code, Wake::later))
            return false;
        return state.calls.push_back(RefPtr<Transaction>(call), GFP_NOWAIT) ? true : false;
    });
    if (is_done)
        return Completed();
    TRY(push_call(call));
    auto completed = push_complete(code, Wake::later);
    if (!completed)
        pop_call(*call);
    return completed;
}

Result<> Thread::answer_call(const Transaction &call, RefPtr<Work> reply) const MAY_SLEEP
{
    std::optional<RefPtr<Transaction>> answered;
    {
        auto state = state_.lock();
        answered = state->pop_call(call);
        if (!answered || is_dead())
            return -ESRCH;
        TRY(state->todo.push_back(std::move(reply)));
        state->wake_up(Wake::sync);
    }
    wake_pollers();
    return {};
}

Result<> Thread::push_call(RefPtr<Transaction> call) const MAY_SLEEP
{
    size_t size = 0;
    {
        auto state = state_.lock();
        size = state->calls.size();
        if (size < state->calls.capacity()) [[likely]]
            return state->calls.push_back(std::move(call), GFP_NOWAIT);
    }
    return push_deeper_call(std::move(call), size);
}

// Nobody but this thread makes it grow: there is room for what others may have left.
Result<> Thread::push_deeper_call(RefPtr<Transaction> call, size_t size) const MAY_SLEEP
{
    Vec<RefPtr<Transaction>> more;
    TRY(more.reserve(size * 2 + 1, GFP_KERNEL));
    auto state = state_.lock();
    for (auto &old : state->calls)
        TRY(more.push_back(std::move(old), GFP_NOWAIT));
    std::swap(more, state->calls);
    return state->calls.push_back(std::move(call), GFP_NOWAIT);
}

std::optional<RefPtr<Transaction>> Thread::State::top_call() const
{
    if (calls.empty())
        return std::nullopt;
    return RefPtr<Transaction>(calls[calls.size() - 1]);
}

std::optional<RefPtr<Transaction>> Thread::top_call() const
{
    return state_.with([](State &state) { return state.top_call(); });
}

bool Thread::is_in_calls() const
{
    return state_.with([](State &state) { return !state.calls.empty(); });
}

bool Thread::State::is_transaction_next()
{
    if (complete != BR_OK)
        return false;
    for (const Work &next : todo)
        return next.is_transaction();
    return false;
}

Result<std::optional<RefPtr<Transaction>>> Thread::begin_transaction(u32 id, bool is_one_way) const
{
    using Top = std::optional<RefPtr<Transaction>>;
    return state_.with([&](State &state) -> Result<Top> {
        state.error = {.id = id, .command = BR_OK, .param = 0};
        const size_t size = state.calls.size();
        const bool awaits_answer = size != 0 && state.calls[size - 1]->is_from(*this);
        if (!is_one_way && (awaits_answer || state.is_transaction_next()))
            return -EPROTO;
        return state.top_call();
    });
}

std::optional<RefPtr<Transaction>> Thread::begin_reply(u32 id) const
{
    return state_.with([&](State &state) -> std::optional<RefPtr<Transaction>> {
        state.error = {.id = id, .command = BR_OK, .param = 0};
        const size_t size = state.calls.size();
        if (size == 0 || state.calls[size - 1]->is_from(*this))
            return std::nullopt;
        return state.calls.take_back();
    });
}

void Thread::note_error(const ExtendedError &error) const
{
    state_.with([error](State &state) { state.error = error; });
}

void Thread::note_reply_error(const ExtendedError &error) const
{
    state_.with([error](State &state) {
        if (state.error.command == BR_OK)
            state.error = error;
    });
}

ExtendedError Thread::take_error() const
{
    return state_.with([](State &state) {
        return std::exchange(state.error, {.id = 0, .command = BR_OK, .param = 0});
    });
}

std::optional<RefPtr<Transaction>> Thread::State::pop_call(const Transaction &call)
{
    const size_t size = calls.size();
    if (size == 0 || !calls[size - 1]->is(call))
        return std::nullopt;
    return calls.take_back();
}

bool Thread::pop_call(const Transaction &call) const MAY_SLEEP
{
    std::optional<RefPtr<Transaction>> popped;
    auto state = state_.lock();
    popped = state->pop_call(call);
    return popped.has_value();
}

} // namespace binder
