// SPDX-License-Identifier: GPL-2.0
// expect: a reference into locked data must not leave with()
// why: C keeps a pointer and a length of guarded memory after the unlock.
#include <bindings/locked.hpp>

#include <span>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int first(Spin &spin)
{
    return spin.with([](State &state) { return std::span(&state.now, 1)[0]; });
}
#else
int first(Spin &spin)
{
    return spin.with([](State &state) { return std::span(&state.now, 1); })[0];
}
#endif
