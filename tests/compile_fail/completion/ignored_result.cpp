// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value
// why: C takes a timeout for success: the device still writes into what is freed next.
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
    TRY(command.done.wait_timeout(seconds(1)));
    return {};
}
#else
Result<> finish(Command &command) MAY_SLEEP
{
    command.done.wait_timeout(seconds(1));
    return {};
}
#endif
