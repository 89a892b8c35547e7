// SPDX-License-Identifier: GPL-2.0
// <linux/wait.h>: sleeping until something holds that others bring about.
//
// What is waited for is an attempt, a function that is called again whenever the queue is woken up:
// it says false, or -EAGAIN, as long as it has to wait. Being called outside of the state in which
// the task goes to sleep, it may lock and sleep itself, unlike the condition of C's wait_event().
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/locked.hpp>

namespace kernel {

namespace detail {

template <class R> struct AttemptOf;
template <> struct AttemptOf<bool> {
    using Outcome = Result<>;
    static Outcome outcome(bool done)
    {
        if (!done)
            return -EAGAIN;
        return {};
    }
};
template <class T> struct AttemptOf<Result<T>> {
    using Outcome = Result<T>;
    static Outcome outcome(Outcome result) { return result; }
};

/// How a task sleeps, and how long at most.
struct Sleep {
    explicit Sleep(unsigned int how) : state(how) {}
    Sleep(unsigned int how, Duration auto timeout)
        : state(how), jiffies(static_cast<long>(to_jiffies(timeout)))
    {}

    unsigned int state;
    long jiffies = raw::MAX_SCHEDULE_TIMEOUT;
};

/// The place of this task in a queue, while it lives. A wake-up that comes between two naps ends
/// the second at once: nothing is missed between an attempt and the nap after it.
class Waiter {
public:
    explicit Waiter(raw::wait_queue_head &head [[clang::lifetimebound]]) : head_(head)
    {
        unsafe("the entry leaves the queue before it goes, and the queue outlives it") {
            raw::init_wait_entry(&entry_, 0);
            entry_.func = raw::woken_wake_function;
            raw::add_wait_queue(&head_, &entry_);
        }
    }
    ~Waiter()
    {
        unsafe("the constructor put it into the queue") {
            raw::remove_wait_queue(&head_, &entry_);
        }
    }
    Waiter(const Waiter &) = delete;
    Waiter &operator=(const Waiter &) = delete;

    /// Sleeps until it is woken up since the last time, a signal comes, or the time is over.
    ///
    /// Context: Process context. May sleep.
    /// Return: -ERESTARTSYS for a signal that counts, -ETIMEDOUT; `sleep` keeps what is left.
    Result<> nap(Sleep &sleep) MAY_SLEEP
    {
        if (sleep.jiffies == 0)
            return -ETIMEDOUT;
        unsafe("a task may ask for its own signals, and the entry is in the queue") {
            if (raw::signal_pending_state(sleep.state, raw::get_current()))
                return -ERESTARTSYS;
            sleep.jiffies = raw::wait_woken(&entry_, sleep.state, sleep.jiffies);
        }
        return {};
    }

private:
    raw::wait_queue_head &head_;
    raw::wait_queue_entry entry_;
};

} // namespace detail

/// What a wait calls: it gives bool, or a Result in which -EAGAIN means "not yet".
template <class F, class... Args>
concept Attempt = std::invocable<F, Args...> && requires {
    typename detail::AttemptOf<std::invoke_result_t<F, Args...>>::Outcome;
};

/// What a wait gives: what the attempt gave that did not have to wait, or why it was given up.
template <class F, class... Args>
using WaitOutcome = detail::AttemptOf<std::invoke_result_t<F, Args...>>::Outcome;

/// A queue of waiting tasks, known to lockdep by its name. Who changes what others wait for calls
/// wake_up() after that.
///
///     Locked<Fifo, Mutex<"pipe.fifo">> fifo_;
///     WaitQueue<"pipe.readable"> readable_;
///
///     fifo_.with(may_sleep, [&](Fifo &fifo) { fifo.put(byte); });
///     readable_.wake_up();
///
///     // elsewhere; Fifo::get() gives Result<u8>, and -EAGAIN if it is empty
///     const u8 byte = TRY(readable_.wait_interruptible(fifo_, [](Fifo &fifo) {
///         return fifo.get();
///     }));
///
/// With data behind a lock, each attempt has the lock and no nap has it, so that what one attempt
/// finds is true until it returns. A read() that must not wait calls the same function through
/// Locked::with(): its -EAGAIN is what the caller is to get.
///
/// Invariant: nobody waits, or polls, when it is destroyed: a BUG.
template <FixedString name> class WaitQueue {
public:
    WaitQueue()
    {
        unsafe("the memory is ours, and the class key is static") {
            raw::__init_waitqueue_head(&head_, LockClass<name>::name, &LockClass<name>::key);
        }
    }
    ~WaitQueue()
    {
        if (head_.head.next != &head_.head) [[unlikely]]
            bug<"a wait queue is destroyed while somebody waits">();
    }
    WaitQueue(const WaitQueue &) = delete;
    WaitQueue &operator=(const WaitQueue &) = delete;

    /// Lets everybody who waits try again. What was changed before is seen by them.
    ///
    /// Context: Any context. Never sleeps.
    void wake_up() const
    {
        unsafe("it was initialised, and each entry in it leaves it before it goes") {
            raw::__wake_up(&head_, raw::TASK_NORMAL, 1, nullptr);
        }
    }

    /// Waits until `attempt()` need not wait, or a signal comes.
    ///
    /// Context: Process context. May sleep, and so may `attempt`.
    /// Return: what the attempt gave, or -ERESTARTSYS if a signal came.
    template <Attempt F> WaitOutcome<F> wait_interruptible(F &&attempt) const MAY_SLEEP
    {
        return wait(detail::Sleep(raw::TASK_INTERRUPTIBLE), attempt);
    }

    /// The same with `attempt(T &)` on locked data.
    ///
    /// Context: Process context. May sleep; `attempt` runs as in Locked::with().
    /// Return: as above.
    template <class T, class Lock, Attempt<T &> F>
    WaitOutcome<F, T &> wait_interruptible(const Locked<T, Lock> &data, F &&attempt) const
        MAY_SLEEP KCXX_EXCLUDES(data.lock_)
    {
        return wait(detail::Sleep(raw::TASK_INTERRUPTIBLE), locking(data, attempt));
    }

    /// Waits until `attempt()` need not wait, or the task is killed.
    ///
    /// Context: Process context. May sleep, and so may `attempt`.
    /// Return: what the attempt gave, or -ERESTARTSYS if the task is being killed.
    template <Attempt F> WaitOutcome<F> wait_killable(F &&attempt) const MAY_SLEEP
    {
        return wait(detail::Sleep(raw::TASK_KILLABLE), attempt);
    }

    /// The same with `attempt(T &)` on locked data.
    ///
    /// Context: Process context. May sleep; `attempt` runs as in Locked::with().
    /// Return: as above.
    template <class T, class Lock, Attempt<T &> F>
    WaitOutcome<F, T &> wait_killable(const Locked<T, Lock> &data, F &&attempt) const
        MAY_SLEEP KCXX_EXCLUDES(data.lock_)
    {
        return wait(detail::Sleep(raw::TASK_KILLABLE), locking(data, attempt));
    }

    /// Waits until `attempt()` need not wait, for `timeout` at most, to the jiffy, whatever signals
    /// come.
    ///
    /// Context: Process context. May sleep, and so may `attempt`.
    /// Return: what the attempt gave, or -ETIMEDOUT.
    template <Attempt F> WaitOutcome<F> wait_timeout(Duration auto timeout, F &&attempt) const
        MAY_SLEEP
    {
        return wait(detail::Sleep(raw::TASK_UNINTERRUPTIBLE, timeout), attempt);
    }

    /// The same with `attempt(T &)` on locked data.
    ///
    /// Context: Process context. May sleep; `attempt` runs as in Locked::with().
    /// Return: as above.
    template <class T, class Lock, Attempt<T &> F>
    WaitOutcome<F, T &> wait_timeout(Duration auto timeout, const Locked<T, Lock> &data,
                                     F &&attempt) const MAY_SLEEP KCXX_EXCLUDES(data.lock_)
    {
        return wait(detail::Sleep(raw::TASK_UNINTERRUPTIBLE, timeout), locking(data, attempt));
    }

    /// Waits until `attempt()` need not wait, or a signal comes, for `timeout` at most, to the jiffy.
    ///
    /// Context: Process context. May sleep, and so may `attempt`.
    /// Return: what the attempt gave, -ERESTARTSYS if a signal came, or -ETIMEDOUT.
    template <Attempt F> WaitOutcome<F> wait_interruptible_timeout(Duration auto timeout,
                                                                   F &&attempt) const MAY_SLEEP
    {
        return wait(detail::Sleep(raw::TASK_INTERRUPTIBLE, timeout), attempt);
    }

    /// The same with `attempt(T &)` on locked data.
    ///
    /// Context: Process context. May sleep; `attempt` runs as in Locked::with().
    /// Return: as above.
    template <class T, class Lock, Attempt<T &> F>
    WaitOutcome<F, T &> wait_interruptible_timeout(Duration auto timeout,
                                                   const Locked<T, Lock> &data, F &&attempt) const
        MAY_SLEEP KCXX_EXCLUDES(data.lock_)
    {
        return wait(detail::Sleep(raw::TASK_INTERRUPTIBLE, timeout), locking(data, attempt));
    }

    /// Lets go everybody who polls it, through a PollTable: it may be destroyed then, though the file
    /// that was polled goes on. Nobody polls it any more, and nobody waits.
    ///
    /// Context: Process context. May sleep.
    void release_pollers() const MAY_SLEEP
    {
        unsafe("epoll leaves the queue at once, or within an RCU read section that has begun") {
            raw::wake_up_pollfree(&head_);
            raw::synchronize_rcu();
        }
    }

private:
    friend class PollTable;

    template <class F> WaitOutcome<F> wait(detail::Sleep sleep, F &&attempt) const MAY_SLEEP
    {
        using Of = detail::AttemptOf<std::invoke_result_t<F>>;
        {
            auto outcome = Of::outcome(attempt());
            if (outcome || outcome.error() != -EAGAIN)
                return outcome;
        }
        detail::Waiter waiter(head_);
        for (;;) {
            auto outcome = Of::outcome(attempt());
            if (outcome || outcome.error() != -EAGAIN)
                return outcome;
            TRY(waiter.nap(sleep));
        }
    }

    template <class Data, class F> static auto locking(const Data &data, F &attempt)
    {
        return [&]() MAY_SLEEP {
            if constexpr (requires { data.with(attempt); })
                return data.with(attempt);
            else
                return data.with(may_sleep, attempt);
        };
    }

    mutable raw::wait_queue_head head_;
};

} // namespace kernel
