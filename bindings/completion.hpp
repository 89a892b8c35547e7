// SPDX-License-Identifier: GPL-2.0
// <linux/completion.h>: waiting for what somebody else finishes.
#pragma once

#include <bindings/jiffies.hpp>
#include <bindings/lockdep.hpp>
#include <bindings/result.hpp>

#include <limits>

namespace kernel {

/// Counts what is done and lets others wait for it, one for each time; known to lockdep by its name.
///
///     Completion<"flash.command"> done_;
///
///     done_.reinit();
///     start_command();
///     TRY(done_.wait_timeout(seconds(1)));  // the interrupt handler calls done_.complete()
///
/// A const Completion can be completed and waited for: it is what shared objects share.
///
/// Invariant: who completes it keeps its object alive, also when nobody waits any longer.
template <FixedString name> class Completion {
public:
    Completion()
    {
        unsafe("the memory is ours, and the class key is static") {
            raw::init_completion(&completion_, LockClass<name>::name, &LockClass<name>::key);
        }
    }
    Completion(const Completion &) = delete;
    Completion &operator=(const Completion &) = delete;

    /// Lets one wait go on: the one that has waited longest, or the next to come.
    ///
    /// Context: Any context. Never sleeps.
    void complete() const
    {
        unsafe("it was initialised") {
            raw::complete(&completion_);
        }
    }

    /// Lets everybody go on who waits or ever will: for an end that is final.
    ///
    /// Context: Any context. Never sleeps.
    void complete_all() const
    {
        unsafe("it was initialised") {
            raw::complete_all(&completion_);
        }
    }

    /// Waits, whatever signals come.
    ///
    /// Context: Process context. May sleep.
    void wait() const MAY_SLEEP
    {
        unsafe("it was initialised, and the caller may sleep") {
            raw::wait_for_completion(&completion_);
        }
    }

    /// Waits, whatever signals come, but no longer than `timeout`, to the jiffy.
    ///
    /// Context: Process context. May sleep.
    /// Return: -ETIMEDOUT: then a complete() that comes too late is still to be reckoned with.
    Result<> wait_timeout(Duration auto timeout) const MAY_SLEEP
    {
        const unsigned long jiffies = to_jiffies(timeout);
        unsafe("it was initialised, and the caller may sleep") {
            if (raw::wait_for_completion_timeout(&completion_, jiffies) == 0)
                return -ETIMEDOUT;
        }
        return {};
    }

    /// Waits, unless a signal comes first.
    ///
    /// Context: Process context. May sleep.
    /// Return: -ERESTARTSYS if a signal came.
    Result<> wait_interruptible() const MAY_SLEEP
    {
        unsafe("it was initialised, and the caller may sleep") {
            return to_result(raw::wait_for_completion_interruptible(&completion_));
        }
    }

    /// Waits, unless the task is killed first.
    ///
    /// Context: Process context. May sleep.
    /// Return: -ERESTARTSYS if the task is being killed.
    Result<> wait_killable() const MAY_SLEEP
    {
        unsafe("it was initialised, and the caller may sleep") {
            return to_result(raw::wait_for_completion_killable(&completion_));
        }
    }

    /// Goes on if it need not wait.
    ///
    /// Context: Any context. Never sleeps.
    /// Return: false if there was nothing to go on with.
    [[nodiscard]] bool try_wait() const
    {
        unsafe("it was initialised") {
            return raw::try_wait_for_completion(&completion_);
        }
    }

    /// Whether a wait would go on at once; a moment later that may be different.
    ///
    /// Context: Any context. Never sleeps.
    bool done() const
    {
        unsafe("it was initialised") {
            return raw::completion_done(&completion_);
        }
    }

    /// Forgets each complete() that nobody has waited for: before something is begun whose own
    /// completion is to be waited for. Unlike C's it is safe at any time, since complete_all() stays
    /// in force: those whom it woke need not have looked yet.
    ///
    /// Context: Any context. Never sleeps.
    void reinit() const
    {
        while (!is_final() && try_wait()) {
        }
    }

private:
    // What complete_all() leaves, and try_wait() never takes anything from.
    bool is_final() const
    {
        return __atomic_load_n(&completion_.done, __ATOMIC_RELAXED) ==
               std::numeric_limits<decltype(completion_.done)>::max();
    }

    mutable raw::completion completion_;
};

} // namespace kernel
