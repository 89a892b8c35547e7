// SPDX-License-Identifier: GPL-2.0
// class: double-lock
// expect: cannot call function 'with' while
// why: C deadlocks: the helper takes the lock that its caller holds.
// rust: compiles: a deadlock; lockdep sees it at run time
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
void bump(Spin &spin)
{
    spin.with([](State &state) { state.now++; });
}
#else
void bump(Spin &spin)
{
    auto guard = spin.lock();
    spin.with([](State &state) { state.now++; });
}
#endif
