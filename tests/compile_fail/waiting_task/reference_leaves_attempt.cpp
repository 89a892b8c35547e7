// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: a reference into locked data must not leave an attempt
// why: C takes the address of what it waited for, unlocks, and uses it.
// rust: refused: E0597, it does not live long enough
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;

#ifdef CONTROL
Result<int> await(const Port &port) MAY_SLEEP
{
    return wait_interruptible(port, &State::reader, [](State &state) -> Result<int> {
        if (state.value == 0)
            return -EAGAIN;
        return state.value;
    });
}
#else
Result<int *> await(const Port &port) MAY_SLEEP
{
    return wait_interruptible(port, &State::reader, [](State &state) -> Result<int *> {
        if (state.value == 0)
            return -EAGAIN;
        return &state.value;
    });
}
#endif
