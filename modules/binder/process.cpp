// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/objects.hpp>
#include <modules/binder/processes.hpp>

namespace binder {

Process::~Process() MAY_SLEEP = default;

Result<RefPtr<Thread>> Process::add_thread(s32 pid) const MAY_SLEEP
{
    auto own = TRY(make_ref<Failure>(GFP_KERNEL));
    auto reply = TRY(make_ref<Failure>(GFP_KERNEL));
    auto made = TRY(make_ref<Thread>(GFP_KERNEL, self(), pid, std::move(own), std::move(reply)));
    auto state = state_.lock();
    TRY(state->threads.insert(made));
    return made;
}

void Process::end_thread(const Thread &thread) const MAY_SLEEP
{
    std::optional<RefPtr<Thread>> removed;
    {
        auto state = state_.lock();
        removed = state->threads.remove(thread);
    }
    thread.exit();
    thread.wake_up();
}

Result<> Process::push(RefPtr<Work> work, Wake how) const MAY_SLEEP
{
    std::optional<RefPtr<Thread>> waiting;
    {
        auto state = state_.lock();
        if (state->is_dead)
            return -ESRCH;
        waiting = state->waiting.pop_front();
        if (!waiting)
            TRY(state->todo.push_back(std::move(work)));
    }
    if (!waiting) {
        wake_pollers();
        return {};
    }
    const auto pushed = (*waiting)->push(std::move(work), how);
    if (!pushed)
        (*waiting)->look_again(); // somebody is told of it already
    return pushed;
}

std::optional<RefPtr<Work>> Process::take_work(const Thread &thread, bool will_wait) const MAY_SLEEP
{
    auto state = state_.lock();
    auto work = state->todo.pop_front();
    if (!work && will_wait)
        ignore_result(state->waiting.push_front(thread.self())); // nobody else puts it there
    return work;
}

namespace {

// A signal does not restart the call, as in C.
Error interrupted(Error error)
{
    return error == -ERESTARTSYS ? -EINTR : error;
}

} // namespace

bool Process::has_work() const
{
    return state_.with([](const State &state) { return !state.todo.empty(); });
}

void Process::end_waiting(const Thread &thread) const MAY_SLEEP
{
    if (!thread.waiting.is_linked())
        return;
    std::optional<RefPtr<Thread>> removed;
    auto state = state_.lock();
    removed = state->waiting.remove(thread);
}

Result<> Process::next_work(const Thread &thread, bool nonblocking, bool has_room,
                            Thread::Due &due) const MAY_SLEEP
{
    for (bool looks_there = true;; looks_there = false) {
        const auto next =
            nonblocking ? Result<Thread::Next>(thread.turn(due)) : thread.wait(looks_there, due);
        end_waiting(thread);
        if (!next)
            return interrupted(next.error());
        if (*next == Thread::Next::wait)
            return -EAGAIN;
        if (*next != Thread::Next::serve || (!has_room && has_work()))
            return {};
        set_current_nice(nice_);
        due.work = take_work(thread, !nonblocking);
        if (due || (nonblocking && thread.must_return()))
            return {};
        if (nonblocking)
            return -EAGAIN;
    }
}

std::optional<RefPtr<Thread>> Process::thread_above(s32 pid) const MAY_SLEEP
{
    return state_.with([pid](State &state) { return state.threads.upper_bound(pid); });
}

Poll Process::poll(PollTable &table) const MAY_SLEEP
{
    auto found = current_thread();
    if (!found)
        return Poll::error;
    const auto thread = found.take();
    thread->enter(Looper::polls);
    has_pollers_.set(true);
    const bool for_process = thread->serves_process();
    table.wait(thread->pollers);
    const bool is_ready =
        thread->has_news() || thread->must_return() || (for_process && has_work());
    return is_ready ? Poll::in : Poll::none;
}

void Process::wake_each_poller() const MAY_SLEEP
{
    if (!has_work())
        return;
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid()))
        if ((*thread)->has(Looper::polls) && (*thread)->serves_process())
            (*thread)->wake_up();
}

void Process::flush() const MAY_SLEEP
{
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid())) {
        (*thread)->ask_to_return();
        (*thread)->wake_up();
    }
}

Result<> Process::free_buffer(const Thread &thread, u64 address) const MAY_SLEEP
{
    const auto allocation = TRY(arena_.take_back(arena_.offset(address)));
    if (allocation->terms().is_one_way && allocation->node())
        if (auto next = (*allocation->node())->end_turn())
            ignore_result(push(std::move(*next))); // the process is gone
    if (allocation->objects() != 0) {
        release_objects(*this, *allocation);
        arena_.release(allocation);
    }
    if (auto files = allocation->take_files(); files && (*files)->close())
        thread.ask_to_return();
    allocation->drop_target();
    return {};
}

void Process::take_back(const Work &work) const MAY_SLEEP
{
    std::optional<RefPtr<Work>> removed;
    auto state = state_.lock();
    removed = state->todo.remove(work);
}

Result<RefPtr<Node>> Process::node(u64 pointer) const MAY_SLEEP
{
    auto found = state_.with([pointer](State &state) { return state.nodes.find(pointer); });
    if (!found)
        return -EINVAL;
    return std::move(*found);
}

Result<RefPtr<Node>> Process::node_of(const FlatObject &object) const MAY_SLEEP
{
    if (auto found = node(object.value))
        return found.take();
    auto made = TRY(make_ref<Node>(GFP_KERNEL, self(), object));
    std::optional<RefPtr<Node>> other; // another thread may have been faster
    {
        auto state = state_.lock();
        if (state->is_dead)
            return -ESRCH;
        other = state->nodes.find(object.value);
        if (!other)
            TRY(state->nodes.insert(made));
    }
    if (other)
        return std::move(*other);
    return made;
}

std::optional<RefPtr<Node>> Process::node_above(u64 pointer) const MAY_SLEEP
{
    return state_.with([pointer](State &state) { return state.nodes.upper_bound(pointer); });
}

bool Process::has_calls() const MAY_SLEEP
{
    if (freezer_.is_busy())
        return true;
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid()))
        if ((*thread)->top_call())
            return true;
    return false;
}

void Process::forget_node(const Node &node) const MAY_SLEEP
{
    std::optional<RefPtr<Node>> removed;
    auto state = state_.lock();
    removed = state->nodes.remove(node);
}

bool Process::wants_thread(const Thread &reader) const
{
    const u32 most = max_threads_.read();
    if (most == 0 || !reader.is_looper())
        return false;
    auto state = state_.lock();
    if (state->requested != 0 || !state->waiting.empty() || state->started >= most)
        return false;
    state->requested++;
    return true;
}

bool Process::thread_registered() const
{
    auto state = state_.lock();
    if (state->requested == 0)
        return false;
    state->requested--;
    state->started++;
    return true;
}

void Process::release() const MAY_SLEEP
{
    context_->processes().remove(*this);
    context_->forget(*this);
    {
        auto state = state_.lock();
        state->is_dead = true;
    }
    while (auto thread = state_.with([](State &state) { return state.threads.pop_first(); }))
        (*thread)->exit();
    while (auto node = state_.with([](State &state) { return state.nodes.pop_first(); }))
        (*node)->die();
    references_.clear();
    freezer_.close();
    told_deaths_.close();
    told_freezes_.close();
    while (auto work = state_.with([](State &state) { return state.todo.pop_front(); }))
        (*work)->abandon();
    arena_.close();
}

} // namespace binder
