// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C compiles; two tasks wait for each other one day, and lockdep says so on a debug kernel.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

#ifdef CONTROL
void use(Sample &sample) MAY_SLEEP
{
    auto outer = sample.outer.lock(may_sleep);
    auto inner = sample.inner.lock(may_sleep);
}
#else
void use(Sample &sample) MAY_SLEEP
{
    auto inner = sample.inner.lock(may_sleep);
    auto outer = sample.outer.lock(may_sleep);
}
#endif
