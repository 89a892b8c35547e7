// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C has no constructors; an init function that locks compiles.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

struct Both {
    Locked<int, Mutex<"sample.inner">> inner;
    Locked<int, Mutex<"sample.outer">> outer;
};

struct Copy {
    explicit Copy(Both &both) MAY_SLEEP : number(*both.outer.lock(may_sleep)) {}
    int number;
};

int use(Both &both) MAY_SLEEP
{
#ifndef CONTROL
    const auto inner = both.inner.lock(may_sleep);
#endif
    return Copy(both).number;
}
