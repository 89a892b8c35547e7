// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C sleeps after a spin_trylock() that succeeded.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

void nap() MAY_SLEEP;

#ifdef CONTROL
bool update(Spin &spin) MAY_SLEEP
{
    const bool done = spin.try_with([](State &state) { state.now++; });
    nap();
    return done;
}
#else
bool update(Spin &spin) MAY_SLEEP
{
    return spin.try_with([](State &) MAY_SLEEP { nap(); });
}
#endif
