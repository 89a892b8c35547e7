// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C sleeps two calls below what it looks at under a spin lock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;

void nap() MAY_SLEEP;

#ifdef CONTROL
Result<> await(const Port &port) MAY_SLEEP
{
    nap();
    return wait_interruptible(port, &State::reader, [](State &state) { return state.value > 0; });
}
#else
Result<> await(const Port &port) MAY_SLEEP
{
    return wait_interruptible(port, &State::reader, [](State &state) {
        nap();
        return state.value > 0;
    });
}
#endif
