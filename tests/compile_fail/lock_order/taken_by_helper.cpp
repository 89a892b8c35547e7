// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C compiles; each of the two functions looks right alone.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

static void count(Sample &sample)
{
    sample.data.with([](int &number) { number++; });
}

static void deeper(Sample &sample) MAY_SLEEP
{
    const auto outer = sample.outer.lock(may_sleep);
    count(sample);
}

void use(Sample &sample) MAY_SLEEP
{
#ifdef CONTROL
    deeper(sample);
#endif
    const auto inner = sample.inner.lock(may_sleep);
    count(sample);
#ifndef CONTROL
    deeper(sample);
#endif
}
