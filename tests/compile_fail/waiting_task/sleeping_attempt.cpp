// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C looks under a spin lock, by a function that takes a mutex.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;
using Limit = Locked<int, Mutex<"test.limit">>;

#ifdef CONTROL
Result<> await(const Port &port, const Limit &limit) MAY_SLEEP
{
    const int least = limit.with(may_sleep, [](int &now) { return now; });
    return wait_interruptible(port, &State::reader,
                              [least](State &state) { return state.value >= least; });
}
#else
Result<> await(const Port &port, const Limit &limit) MAY_SLEEP
{
    return wait_interruptible(port, &State::reader, [&limit](State &state) MAY_SLEEP {
        return state.value >= limit.with(may_sleep, [](int &now) { return now; });
    });
}
#endif
