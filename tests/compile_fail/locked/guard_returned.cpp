// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: still held at the end of function
// why: C returns with the lock held, and no caller knows.
// rust: compiles: a MutexGuard is returned, and unlocks in the caller
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(Spin &spin)
{
    auto state = spin.lock();
    return state->now;
}
#else
Spin::Guard f(Spin &spin)
{
    return spin.lock();
}
#endif
