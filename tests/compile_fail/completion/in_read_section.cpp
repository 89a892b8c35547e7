// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps in a read-side critical section: what it reads is freed meanwhile.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/completion.hpp>
#include <bindings/locked.hpp>
#include <bindings/rcu.hpp>

using namespace kernel;

struct Command {
    Locked<int, SpinLock<"test.spin">> state;
    Completion<"test.done"> done;
};

#ifdef CONTROL
Result<> finish(Command &command) MAY_SLEEP
{
    {
        const RcuReadLock reading;
    }
    return command.done.wait_killable();
}
#else
Result<> finish(Command &command) MAY_SLEEP
{
    const RcuReadLock reading;
    return command.done.wait_killable();
}
#endif
