// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to deleted constructor
// why: C copies a completion: whoever waits for the copy is never woken up.
// rust: refused: E0507, what is pinned is not moved out, and it is no Copy
#include <bindings/completion.hpp>
#include <bindings/locked.hpp>

using namespace kernel;

struct Command {
    Locked<int, SpinLock<"test.spin">> state;
    Completion<"test.done"> done;
};

#ifdef CONTROL
void finish(const Command &command)
{
    const auto &done = command.done;
    done.complete();
}
#else
void finish(const Command &command)
{
    const auto done = command.done;
    done.complete();
}
#endif
