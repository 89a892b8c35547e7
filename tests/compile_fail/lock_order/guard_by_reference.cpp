// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C has no references; the order of locks is not looked at.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

void use(Sample &sample) MAY_SLEEP
{
#ifndef CONTROL
    const auto &inner = sample.inner.lock(may_sleep);
    static_cast<void>(inner);
#endif
    const auto outer = sample.outer.lock(may_sleep);
}
