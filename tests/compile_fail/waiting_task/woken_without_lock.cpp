// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: no member named 'reader'
// why: C wakes up a task without the lock, which may have gone on, and ended, since it was looked up.
// rust: refused: E0616, the data is private to its lock
#include <bindings/waiting_task.hpp>

using namespace kernel;

struct State {
    int value = 0;
    WaitingTask reader;
};
using Port = Locked<State, SpinLock<"test.port">>;

#ifdef CONTROL
void tell(const Port &port)
{
    port.with([](State &state) { state.reader.wake_up(); });
}
#else
void tell(Port &port)
{
    port.reader.wake_up();
}
#endif
