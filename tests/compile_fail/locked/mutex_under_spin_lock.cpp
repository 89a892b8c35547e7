// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C takes a sleeping lock in atomic context and deadlocks under contention.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;
using Sleeping = Locked<State, Mutex<"test.mutex">>;

#ifdef CONTROL
void both(Spin &spin, Sleeping &data) MAY_SLEEP
{
    auto outer = data.lock(may_sleep);
    auto inner = spin.lock();
    inner->now = outer->now;
}
#else
void both(Spin &spin, Sleeping &data) MAY_SLEEP
{
    auto outer = spin.lock();
    auto inner = data.lock(may_sleep);
    inner->now = outer->now;
}
#endif
