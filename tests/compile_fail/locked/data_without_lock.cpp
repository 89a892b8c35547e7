// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: 'value_' is a private member
// why: C reads the field without the lock: a data race.
// rust: refused: E0616, the data is private to its lock
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int now(const Spin &spin)
{
    return spin.with([](const State &state) { return state.now; });
}
#else
int now(const Spin &spin)
{
    return spin.value_.now;
}
#endif
