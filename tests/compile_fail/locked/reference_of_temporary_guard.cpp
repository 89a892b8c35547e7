// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: will be destroyed at the end of the full-expression
// why: C uses a pointer into guarded data after the unlock.
// rust: refused: E0716, a temporary is dropped while borrowed
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
    const int &value = guard->now;
    return value;
}
#else
int now(Spin &spin)
{
    const int &value = spin.lock()->now;
    return value;
}
#endif
