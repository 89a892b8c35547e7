// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: does not live long enough
// why: C uses a pointer to guarded data after the unlock.
// rust: refused: E0597, it does not live long enough
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
int now(Spin &spin)
{
    State *state = nullptr;
    {
        auto guard = spin.lock();
        state = &*guard;
    }
    return state->now;
}
#endif
