// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: reference to stack memory
// why: C returns the address of guarded data from under the lock.
// rust: refused: E0515, a reference to a local value is returned
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int now(Spin &spin)
{
    auto guard = spin.lock();
    return guard->now;
}
#else
int &now(Spin &spin)
{
    auto guard = spin.lock();
    return guard->now;
}
#endif
