// SPDX-License-Identifier: GPL-2.0
// class: lock-order
// expect: lock 'sample.outer' is taken while 'sample.inner' is held (since line
// why: C has no closures; a callback under a lock compiles.
// rust: compiles: a lockdep kernel says it when it happens
#include <tests/compile_fail/lock_order/order.hpp>

struct Both {
    Locked<int, Mutex<"sample.inner">> inner;
    Locked<int, Mutex<"sample.outer">> outer;
};

int use(Both &both) MAY_SLEEP
{
#ifdef CONTROL
    auto &first = both.outer;
    auto &second = both.inner;
#else
    auto &first = both.inner;
    auto &second = both.outer;
#endif
    return first.with(may_sleep,
                      [&](int &number) MAY_SLEEP { return number + *second.lock(may_sleep); });
}
