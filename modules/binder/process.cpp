// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/objects.hpp>
#include <modules/binder/processes.hpp>

namespace binder {

Process::~Process() MAY_SLEEP = default;

Result<RefPtr<Thread>> Process::current_thread() const MAY_SLEEP
{
    const s32 pid = current_pid();
    {
        auto state = state_.lock();
        if (auto thread = state->threads.find(pid))
            return std::move(*thread);
    }
    auto complete = TRY(make_ref<Complete>(GFP_KERNEL));
    auto own = TRY(make_ref<Failure>(GFP_KERNEL));
    auto reply = TRY(make_ref<Failure>(GFP_KERNEL));
    auto made = TRY(make_ref<Thread>(GFP_KERNEL, self(), pid, std::move(complete), std::move(own),
                                     std::move(reply)));
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
    thread.wait.wake_up();
}

Result<> Process::push(RefPtr<Work> work) const MAY_SLEEP
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
    if (waiting)
        return (*waiting)->push(std::move(work));
    wake_pollers();
    return {};
}

Result<std::optional<RefPtr<Work>>> Process::find_work(const Thread &thread, bool for_process,
                                                       bool will_wait) const MAY_SLEEP
{
    auto work = thread.pop(true);
    if (!work && for_process) {
        auto state = state_.lock();
        work = state->todo.pop_front();
        if (!work && will_wait)
            ignore_result(state->waiting.push_front(thread.self())); // it may be there already
    }
    if (work)
        return work;
    // What could wait for company need not wait now.
    if (thread.must_return())
        return thread.pop();
    return -EAGAIN;
}

Result<std::optional<RefPtr<Work>>> Process::next_work(const Thread &thread, bool for_process,
                                                       bool nonblocking) const MAY_SLEEP
{
    if (nonblocking)
        return find_work(thread, for_process, false);
    auto work = thread.wait.wait_interruptible(
        [&]() MAY_SLEEP { return find_work(thread, for_process, true); });
    if (thread.waiting.is_linked()) {
        std::optional<RefPtr<Thread>> removed;
        auto state = state_.lock();
        removed = state->waiting.remove(thread);
    }
    if (!work && work.error() == -ERESTARTSYS)
        return -EINTR;
    return work;
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
    const bool for_process = thread->waits_for_process();
    table.wait(thread->wait);
    const bool is_ready =
        thread->has_news() || thread->must_return() ||
        (for_process && state_.with([](State &state) { return !state.todo.empty(); }));
    return is_ready ? Poll::in : Poll::none;
}

void Process::wake_pollers() const MAY_SLEEP
{
    if (!has_pollers_.read() || state_.with([](State &state) { return state.todo.empty(); }))
        return;
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid()))
        if ((*thread)->has(Looper::polls) && (*thread)->waits_for_process())
            (*thread)->wait.wake_up();
}

void Process::flush() const MAY_SLEEP
{
    for (auto thread = thread_above(0); thread; thread = thread_above((*thread)->pid())) {
        (*thread)->ask_to_return();
        (*thread)->wait.wake_up();
    }
}

Result<> Process::free_buffer(const Thread &thread, u64 address) const MAY_SLEEP
{
    Lent lent = TRY(arena_.take_back(arena_.offset(address)));
    if (lent.is_one_way && lent.target)
        if (auto next = lent.target->node().end_turn())
            ignore_result(push(std::move(*next))); // the process is gone
    if (lent.objects != 0) {
        release_objects(*this, lent);
        arena_.release(lent.offset);
    }
    if (lent.files && (*lent.files)->close())
        thread.ask_to_return();
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
