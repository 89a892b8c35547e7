// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value
// why: C goes on as if it were done: a signal has ended the wait.
// rust: none: Completion has no interruptible wait
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
    TRY(command.done.wait_interruptible());
    return {};
}
#else
Result<> finish(Command &command) MAY_SLEEP
{
    command.done.wait_interruptible();
    return {};
}
#endif
