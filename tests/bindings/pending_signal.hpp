// SPDX-License-Identifier: GPL-2.0
// For tests of what signals end.
#pragma once

#include <bindings/raw.hpp>

namespace kernel {

/// A signal waits for this task while this lives.
template <int number = raw::SIGUSR1> class PendingSignal {
public:
    /// Context: Process context.
    PendingSignal()
    {
        unsafe("a test's task has no handlers of its own for this signal") {
            raw::allow_signal(number);
            raw::send_sig(number, raw::get_current(), 1);
        }
    }
    /// Context: Process context.
    ~PendingSignal()
    {
        unsafe("the signal is the one that the constructor sent") {
            raw::flush_signals(raw::get_current());
            raw::disallow_signal(number);
        }
    }
    PendingSignal(const PendingSignal &) = delete;
    PendingSignal &operator=(const PendingSignal &) = delete;

    /// Whether it is there: to wait for an interruption without it would be to wait for ever.
    ///
    /// Context: Process context.
    bool arrived() const
    {
        unsafe("a task may always look at its own signals") {
            return raw::signal_pending(raw::get_current());
        }
    }
};

} // namespace kernel
