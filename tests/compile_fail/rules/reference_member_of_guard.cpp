// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: reference to stack memory associated with local variable 'state' returned
// why: C keeps a pointer into guarded data.
// rust: refused: E0597, it does not live long enough
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
int &f(Spin &spin [[clang::lifetimebound]])
{
    auto state = spin.lock();
    return state->now;
}
#endif
