// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/process.hpp>

namespace binder {

Result<> Complete::tell(const Thread &reader, Answers &answers, u32 code) MAY_SLEEP
{
    const bool is_said = code != BR_ONEWAY_SPAM_SUSPECT || reader.process().detects_spam();
    return answers.put(reader.process().stats(),
                       is_said ? code : static_cast<u32>(BR_TRANSACTION_COMPLETE));
}

Result<bool> Failure::tell(const Thread &reader, Answers &answers) const MAY_SLEEP
{
    const u32 code = code_.read();
    code_.set(BR_OK);
    TRY(answers.put(reader.process().stats(), code));
    return false;
}

Thread::Thread(RefPtr<Process> &&process, s32 pid, RefPtr<Failure> &&own, RefPtr<Failure> &&reply)
    : process_(std::move(process)), pid_(pid), own_(std::move(own)), reply_(std::move(reply))
{}

Thread::~Thread() MAY_SLEEP = default;

void Thread::State::wake_up(Wake how)
{
    if (how == Wake::later)
        return;
    has_news = true;
    if (how == Wake::sync)
        task.wake_up_sync();
    else
        task.wake_up();
}

Result<> Thread::push(RefPtr<Work> work, Wake how) const MAY_SLEEP
{
    {
        auto state = state_.lock();
        if (is_dead())
            return -ESRCH;
        TRY(state->todo.push_back(std::move(work)));
        state->wake_up(how);
    }
    if (how != Wake::later)
        wake_pollers();
    return {};
}

void Thread::State::take(Due &due)
{
    due.complete = std::exchange(complete, BR_OK);
    due.work = todo.pop_front();
    due.has_more = !todo.empty();
    has_news = has_news && due.has_more;
}

void Thread::take(Due &due) const
{
    auto state = state_.lock();
    state->take(due);
}

// What could wait for company need not wait if the thread returns anyway.
Thread::Next Thread::State::turn(Due &due, bool must_return, bool looks_there)
{
    if (!has_news) {
        if ((std::exchange(looks_again, false) || looks_there) && serves_process())
            return Next::serve;
        if (!must_return)
            return Next::wait;
    }
    const Next next = has_news ? Next::tell : Next::leave;
    take(due);
    return next;
}

Thread::Next Thread::turn(Due &due) const MAY_SLEEP
{
    const bool must_return = this->must_return();
    auto state = state_.lock();
    return state->turn(due, must_return, true);
}

Result<Thread::Next> Thread::wait(bool looks_there, Due &due) const MAY_SLEEP
{
    return wait_interruptible(state_, &State::task, [&](State &state) -> Result<Next> {
        const Next next = state.turn(due, must_return(), looks_there);
        if (next == Next::wait)
            return -EAGAIN;
        return next;
    });
}

void Thread::put_back(Due due) const MAY_SLEEP
{
    auto state = state_.lock();
    if (due.work)
        ignore_result(state->todo.push_front(std::move(*due.work))); // it is in no list
    if (due.complete != BR_OK)
        state->complete = due.complete;
    state->has_news = true;
}

void Thread::take_back(const Work &work) const MAY_SLEEP
{
    std::optional<RefPtr<Work>> removed;
    auto state = state_.lock();
    removed = state->todo.remove(work);
}

bool Thread::serves_process() const
{
    return state_.with([](State &state) { return state.serves_process(); });
}

void Thread::wake_up() const
{
    state_.with([](State &state) { state.task.wake_up(); });
    wake_pollers();
}

void Thread::look_again() const
{
    state_.with([](State &state) {
        state.looks_again = true;
        state.task.wake_up();
    });
}

void Thread::wake_pollers() const
{
    if (has(Looper::polls))
        pollers.wake_up();
}

// Most of the time nothing comes before it. Who adds work meanwhile adds it behind.
bool Thread::State::complete_in_place(u32 code, Wake how)
{
    if (!is_idle())
        return false;
    complete = code;
    wake_up(how);
    count_made(Kind::complete);
    return true;
}

Result<Thread::Completed> Thread::push_complete(u32 code, Wake how) const MAY_SLEEP
{
    if (state_.with(
            [&](State &state) { return !is_dead() && state.complete_in_place(code, how); })) {
        if (how != Wake::later)
            wake_pollers();
        return Completed();
    }
    RefPtr<Work> complete = TRY(make_ref<Complete>(GFP_KERNEL, code));
    TRY(push(complete, how));
    return Completed(std::move(complete));
}

void Thread::take_back(Completed completed) const MAY_SLEEP
{
    if (completed)
        return take_back(**completed);
    if (state_.with([](State &state) { return std::exchange(state.complete, BR_OK) != BR_OK; }))
        count_gone(Kind::complete);
}

bool Thread::has_news() const
{
    return state_.with([](State &state) { return state.has_news; });
}

bool Thread::has_work() const
{
    return state_.with([](State &state) { return !state.is_idle(); });
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

void Thread::exit() const MAY_SLEEP
{
    {
        auto state = state_.lock();
        is_dead_.set(true);
    }
    bool is_top = true;
    while (auto call = top_call()) {
        pop_call(**call);
        // Who waits for others is told when they fail.
        const bool came = !(*call)->is_from(*this);
        if (came)
            (*call)->leave();
        if (came && is_top)
            fail_call(RefPtr<Transaction>(*call), BR_DEAD_REPLY);
        is_top = false;
    }
    for (;;) {
        Due due;
        take(due);
        if (!due)
            break;
        if (due.complete != BR_OK)
            count_gone(Kind::complete);
        if (due.work)
            (*due.work)->abandon();
    }
    if (has(Looper::polls))
        pollers.release_pollers();
}

} // namespace binder
