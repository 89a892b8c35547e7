// SPDX-License-Identifier: GPL-2.0
// <linux/sched.h>: one known task that sleeps until data behind a spin lock has changed. Who changes
// it wakes up the task under the same lock: there is no queue, which a WaitQueue (wait.hpp) has for
// any number of tasks, and costs a lock and a walk for.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/wait.hpp>

namespace kernel {

/// The task that waits, if one does: part of the data that it waits for.
///
///     struct State {
///         std::optional<u32> answer;
///         WaitingTask asker;
///     };
///     Locked<State, SpinLock<"oracle.state">> state_;
///
///     state_.with([](State &state) {
///         state.answer = 42;
///         state.asker.wake_up();
///     });
///
///     // elsewhere
///     const u32 answer = TRY(wait_interruptible(state_, &State::asker, [](State &state) {
///         return state.take_answer();    // Result<u32>: -EAGAIN as long as there is none
///     }));
///
/// Invariant: nobody waits when it is destroyed: a BUG.
class WaitingTask {
public:
    WaitingTask() = default;
    ~WaitingTask()
    {
        if (task_) [[unlikely]]
            bug<"data is destroyed while a task waits for it">();
    }
    WaitingTask(const WaitingTask &) = delete;
    WaitingTask &operator=(const WaitingTask &) = delete;

    /// Lets the task try again.
    ///
    /// Context: Any context, under the lock of its data.
    void wake_up() { wake_up(0); }

    /// The same from a task that is about to sleep itself: the other one may take over its CPU.
    ///
    /// Context: as above.
    void wake_up_sync() { wake_up(sync_flags()); }

private:
    template <class T, FixedString name, Attempt<T &> F>
    friend WaitOutcome<F, T &> wait_interruptible(const Locked<T, SpinLock<name>> &data,
                                                  WaitingTask T::*task, F &&attempt) MAY_SLEEP;

    // Its task takes the lock before it goes on, so that it is there while others hold that.
    void wake_up(int flags)
    {
        if (!task_)
            return;
        unsafe("a task that waits is alive, and goes on once it has the lock") {
            raw::wake_up_task(std::exchange(task_, nullptr), flags);
        }
    }

    // What a waker who is about to sleep itself says is known to the scheduler alone. It is asked once,
    // by a wake-up that wakes nobody.
    static int sync_flags()
    {
        static constinit const Atomic<s32> known{-1};
        if (known.read() < 0) [[unlikely]]
            known.set(ask_sync_flags());
        return known.read();
    }
    static int ask_sync_flags()
    {
        s32 flags = 0;
        raw::wait_queue_head queue;
        raw::wait_queue_entry entry;
        unsafe("the queue and its entry are left before they go") {
            raw::__init_waitqueue_head(&queue, LockClass<"waiting_task">::name,
                                       &LockClass<"waiting_task">::key);
            raw::init_wait_entry(&entry, 0);
            entry.private_ = &flags;
            entry.func = [](raw::wait_queue_entry *asked, unsigned int, int said, void *) {
                *static_cast<s32 *>(asked->private_) = said;
                return 0;
            };
            raw::add_wait_queue(&queue, &entry);
            raw::__wake_up_sync(&queue, raw::TASK_NORMAL);
            raw::remove_wait_queue(&queue, &entry);
        }
        return flags;
    }

    // Unless who woke it up has seen to that: then another one may wait by now.
    void leave()
    {
        if (!task_)
            return;
        unsafe("a task may ask which one it is") {
            if (task_ == raw::get_current())
                task_ = nullptr;
        }
    }

    // Return: false if a signal has come.
    bool enter()
    {
        if (task_) [[unlikely]]
            bug<"two tasks wait where one can">();
        unsafe("a task may change its own state; it sleeps at the next schedule()") {
            auto *current = raw::get_current();
            if (raw::signal_pending_state(raw::TASK_INTERRUPTIBLE, current))
                return false;
            task_ = current;
            raw::set_current_state(raw::TASK_INTERRUPTIBLE | raw::TASK_FREEZABLE);
        }
        return true;
    }

    static void sleep() MAY_SLEEP
    {
        unsafe("who woke it up has made it runnable") {
            raw::schedule();
        }
    }

    raw::task_struct *task_ = nullptr;
};

/// Waits until `attempt(T &)`, called with the lock held, need not wait, or a signal comes. The
/// system may freeze the task meanwhile, to be suspended.
///
/// Context: Process context. May sleep; `attempt` runs in atomic context. Another task that waits
/// at the same place is a BUG.
/// Return: what the attempt gave, or -ERESTARTSYS if a signal came.
template <class T, FixedString name, Attempt<T &> F>
WaitOutcome<F, T &> wait_interruptible(const Locked<T, SpinLock<name>> &data, WaitingTask T::*task,
                                       F &&attempt) MAY_SLEEP
{
    static_assert(LeavesLock<std::invoke_result_t<F, T &>>,
                  "a reference into locked data must not leave an attempt");
    using Of = detail::AttemptOf<std::invoke_result_t<F, T &>>;
    for (;;) {
        {
            auto state = data.lock();
            ((*state).*task).leave();
            auto outcome = Of::outcome(attempt(*state));
            if (outcome || outcome.error() != -EAGAIN)
                return outcome;
            if (!((*state).*task).enter())
                return -ERESTARTSYS;
        }
        WaitingTask::sleep();
    }
}

} // namespace kernel
