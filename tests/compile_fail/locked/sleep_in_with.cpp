// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'operator()' while atomic context
// why: C sleeps in a callback that runs under a spin lock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;
using Sleeping = Locked<State, Mutex<"test.mutex">>;

void nap() MAY_SLEEP;

#ifdef CONTROL
void update(Sleeping &data) MAY_SLEEP
{
    data.with(may_sleep, [](State &) MAY_SLEEP { nap(); });
}
#else
void update(Spin &spin) MAY_SLEEP
{
    spin.with([](State &) MAY_SLEEP { nap(); });
}
#endif
