// SPDX-License-Identifier: GPL-2.0
// For tests of what signals end.
#pragma once

#include <bindings/raw.hpp>

namespace kernel {

/// This task can be sent a signal while this lives.
template <int number = raw::SIGUSR1> class AllowedSignal {
public:
    /// Context: Process context.
    AllowedSignal()
    {
        unsafe("a test's task has no handlers of its own for this signal") {
            raw::allow_signal(number);
            task_ = raw::get_current();
        }
    }
    /// Context: Process context.
    ~AllowedSignal()
    {
        unsafe("the signal is one that send() sent") {
            raw::flush_signals(task_);
            raw::disallow_signal(number);
        }
    }
    AllowedSignal(const AllowedSignal &) = delete;
    AllowedSignal &operator=(const AllowedSignal &) = delete;

    /// From any task, while this lives.
    ///
    /// Context: Process context.
    void send() const
    {
        unsafe("the task is the one that has this on its stack") {
            raw::send_sig(number, task_, 1);
        }
    }

    /// Whether it is there: to wait for an interruption without it would be to wait for ever.
    ///
    /// Context: Process context of that task.
    bool arrived() const
    {
        unsafe("a task may always look at its own signals") {
            return raw::signal_pending(task_);
        }
    }

private:
    raw::task_struct *task_;
};

/// A signal waits for this task while this lives.
template <int number = raw::SIGUSR1> class PendingSignal : public AllowedSignal<number> {
public:
    /// Context: Process context.
    PendingSignal() { this->send(); }
};

} // namespace kernel
