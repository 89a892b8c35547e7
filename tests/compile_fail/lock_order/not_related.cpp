// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.other' is taken while 'sample.inner' is held (since line
// why: C compiles; two tasks wait for each other one day, and lockdep says so on a debug kernel.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

#ifdef CONTROL
using OtherOrder = kernel::LockOrder<"sample.inner", "sample.other">;
#else
using OtherOrder = kernel::LockOrder<"sample.outer", "sample.other">;
#endif

void use(Sample &sample, Mutex<"sample.other"> &other) MAY_SLEEP
{
    const auto inner = sample.inner.lock(may_sleep);
    const auto guard = other.lock(may_sleep);
}
