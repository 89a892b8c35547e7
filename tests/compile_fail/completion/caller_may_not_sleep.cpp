// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C calls a function that waits from an interrupt handler; nothing in its type says that it waits.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/completion.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Command {
    Locked<int, SpinLock<"test.spin">> state;
    Completion<"test.done"> done;
};

#ifdef CONTROL
Result<> finish(Command &command) MAY_SLEEP
{
    return command.done.wait_timeout(seconds(1));
}
#else
Result<> finish(Command &command)
{
    return command.done.wait_timeout(seconds(1));
}
#endif
