// SPDX-License-Identifier: GPL-2.0
// class: wrong-unit
// expect: no matching member function
// why: C takes a timeout in jiffies and is given milliseconds.
// rust: none: Completion has no wait with a timeout
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
    return command.done.wait_timeout(milliseconds(100));
}
#else
Result<> finish(Command &command) MAY_SLEEP
{
    return command.done.wait_timeout(100);
}
#endif
