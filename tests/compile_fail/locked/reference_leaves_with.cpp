// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: a reference into locked data must not leave with()
// why: C returns the address of a guarded field and uses it unlocked.
// rust: refused: lifetime may not live long enough
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
    return spin.with([](State &state) { return state.now; });
}
#else
int *now(Spin &spin)
{
    return spin.with([](State &state) { return &state.now; });
}
#endif
