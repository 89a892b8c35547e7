// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps with a spin lock held that the interrupt handler needs to complete: a deadlock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/completion.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Command {
    Locked<int, SpinLock<"test.spin">> state;
    Completion<"test.done"> done;
};

#ifdef CONTROL
void finish(Command &command) MAY_SLEEP
{
    {
        auto state = command.state.lock();
        *state = 1;
    }
    command.done.wait();
}
#else
void finish(Command &command) MAY_SLEEP
{
    auto state = command.state.lock();
    *state = 1;
    command.done.wait();
}
#endif
