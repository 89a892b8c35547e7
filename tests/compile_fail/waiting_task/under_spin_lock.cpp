// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps with a spin lock held: whoever is to wake it up spins for ever.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;

inline constexpr auto positive = [](const State &state) { return state.value > 0; };

#ifdef CONTROL
Result<> await(const Port &port) MAY_SLEEP
{
    {
        auto state = port.lock();
        state->value = 0;
    }
    return wait_interruptible(port, &State::reader, positive);
}
#else
Result<> await(const Port &port) MAY_SLEEP
{
    auto state = port.lock();
    state->value = 0;
    return wait_interruptible(port, &State::reader, positive);
}
#endif
