// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C compiles; each of the functions looks right alone.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

static void odd(Sample &sample, int depth) MAY_SLEEP;

static void even(Sample &sample, int depth) MAY_SLEEP
{
    if (depth > 0)
        odd(sample, depth - 1);
}

static void odd(Sample &sample, int depth) MAY_SLEEP
{
    if (depth > 0)
        even(sample, depth - 1);
    const auto outer = sample.outer.lock(may_sleep);
}

void use(Sample &sample) MAY_SLEEP
{
#ifndef CONTROL
    const auto inner = sample.inner.lock(may_sleep);
#endif
    even(sample, 1);
}
