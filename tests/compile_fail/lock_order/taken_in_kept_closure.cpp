// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C has no closures; a function behind a pointer compiles.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

void use(Sample &sample) MAY_SLEEP
{
    const auto take = [](Sample &taken)
                          MAY_SLEEP { const auto outer = taken.outer.lock(may_sleep); };
#ifndef CONTROL
    const auto inner = sample.inner.lock(may_sleep);
#endif
    take(sample);
}
