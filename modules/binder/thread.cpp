// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

Result<bool> Complete::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    const u32 code = code_.read();
    code_.set(BR_TRANSACTION_COMPLETE);
    const bool is_said = code != BR_ONEWAY_SPAM_SUSPECT || reader.process().detects_spam();
    TRY(answers.put(is_said ? code : static_cast<u32>(BR_TRANSACTION_COMPLETE)));
    return false;
}

Thread::Thread(RefPtr<Process> &&process, s32 pid, RefPtr<Complete> &&complete,
               RefPtr<Failure> &&own, RefPtr<Failure> &&reply)
    : process_(std::move(process)), pid_(pid), complete_(std::move(complete)), own_(std::move(own)),
      reply_(std::move(reply))
{}

Thread::~Thread() MAY_SLEEP = default;

Result<> Thread::push(RefPtr<Work> work, bool later) const MAY_SLEEP
{
    {
        auto state = state_.lock();
        if (state->is_dead)
            return -ESRCH;
        TRY(state->todo.push_back(std::move(work)));
        state->has_news = state->has_news || !later;
    }
    if (!later)
        wait.wake_up();
    return {};
}

std::optional<RefPtr<Work>> Thread::pop(bool if_news) const
{
    auto state = state_.lock();
    std::optional<RefPtr<Work>> work;
    if (if_news && !state->has_news)
        return work;
    work = state->todo.pop_front();
    if (state->todo.empty())
        state->has_news = false;
    return work;
}

void Thread::put_back(RefPtr<Work> work) const MAY_SLEEP
{
    auto state = state_.lock();
    ignore_result(state->todo.push_front(std::move(work))); // it was taken out, and is in no list
    state->has_news = true;
}

void Thread::take_back(const Work &work) const MAY_SLEEP
{
    std::optional<RefPtr<Work>> removed;
    auto state = state_.lock();
    removed = state->todo.remove(work);
}

bool Thread::waits_for_process() const
{
    return state_.with([](State &state) { return state.calls.empty() && state.todo.empty(); });
}

bool Thread::has_news() const
{
    return state_.with([](State &state) { return state.has_news; });
}

Result<> Thread::push_call(RefPtr<Transaction> call) const MAY_SLEEP
{
    size_t size = 0;
    {
        auto state = state_.lock();
        size = state->calls.size();
        if (size < state->calls.capacity())
            return state->calls.push_back(std::move(call), GFP_NOWAIT);
    }
    // Nobody but this thread makes it grow: there is room for what others may have left.
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

std::optional<RefPtr<Transaction>> Thread::begin_transaction(u32 id) const
{
    return state_.with([id](State &state) {
        state.error = {.id = id, .command = BR_OK, .param = 0};
        return state.top_call();
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

bool Thread::pop_call(const Transaction &call) const MAY_SLEEP
{
    std::optional<RefPtr<Transaction>> popped;
    auto state = state_.lock();
    const size_t size = state->calls.size();
    if (size == 0 || !state->calls[size - 1]->is(call))
        return false;
    popped = std::move(state->calls[size - 1]);
    state->calls.pop_back();
    return true;
}

void Thread::fail(u32 code) const MAY_SLEEP
{
    own_->set(code);
    ignore_result(push(own_)); // it is there already, or the thread is gone
}

void Thread::fail_reply(u32 code) const MAY_SLEEP
{
    reply_->set(code);
    ignore_result(push(reply_)); // it is there already, or the thread is gone
}

Result<RefPtr<Complete>> Thread::make_complete() const MAY_SLEEP
{
    if (!complete_->links.is_linked())
        return RefPtr<Complete>(complete_);
    return make_ref<Complete>(GFP_KERNEL);
}

void Thread::exit() const MAY_SLEEP
{
    {
        auto state = state_.lock();
        state->is_dead = true;
    }
    bool is_top = true;
    while (auto call = top_call()) {
        pop_call(**call);
        // Who waits for others is told when they fail.
        if (is_top && !(*call)->is_from(*this))
            fail_call(RefPtr<Transaction>(*call), BR_DEAD_REPLY);
        is_top = false;
    }
    while (auto work = pop())
        (*work)->abandon();
    if (has(Looper::polls))
        wait.release_pollers();
}

} // namespace binder
