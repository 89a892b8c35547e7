// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: a guard that is dropped unlocks at once
// why: C has no guard; here the lock would be free again on the next line.
// rust: warns: unused_must_use for a statement; `let _ =` compiles
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
void lock_it(Spin &spin)
{
    auto guard = spin.lock();
    guard->now++;
}
#else
void lock_it(Spin &spin)
{
    spin.lock();
}
#endif
