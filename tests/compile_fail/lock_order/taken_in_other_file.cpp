// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C compiles; nobody sees the lock in the other file.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

void use(Sample &sample) MAY_SLEEP
{
#ifdef CONTROL
    use_outer(sample);
#endif
    const auto inner = sample.inner.lock(may_sleep);
#ifndef CONTROL
    use_outer(sample);
#endif
}
