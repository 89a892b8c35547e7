// SPDX-License-Identifier: GPL-2.0
// class: double-lock
// expect: lock 'sample.inner' is held (since line
// why: C compiles; the task hangs, or two of them do.
// rust: compiles: the second lock() never returns, or lockdep complains
#include <tests/compile_fail/lock_order/order.hpp>

void use(Sample &first, Sample &second) MAY_SLEEP
{
#ifdef CONTROL
    {
        const auto guard = first.inner.lock(may_sleep);
    }
#endif
    const auto held = first.inner.try_lock();
#ifndef CONTROL
    const auto again = second.inner.lock(may_sleep);
#endif
    static_cast<void>(second);
}
