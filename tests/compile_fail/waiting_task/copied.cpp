// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to implicitly-deleted copy constructor of 'State'
// why: C copies a structure with the task in it that waits, and wakes it up twice: when it may be gone.
// rust: refused: E0507, it cannot be moved out of what is borrowed
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;

#ifdef CONTROL
int now(const Port &port)
{
    return port.with([](State &state) { return state.value; });
}
#else
int now(const Port &port)
{
    return port.with([](State &state) { return state; }).value;
}
#endif
