// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C calls a function that waits from an interrupt handler; nothing in its type says that it waits.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/wait.hpp>

using namespace kernel;

struct Port {
    Locked<int, SpinLock<"test.spin">> spin;
    Locked<int, Mutex<"test.mutex">> data;
    WaitQueue<"test.ready"> ready;
};

inline constexpr auto positive = [](const int &value) { return value > 0; };

#ifdef CONTROL
Result<> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_killable(port.data, positive);
}
#else
Result<> await(Port &port)
{
    return port.ready.wait_killable(port.data, positive);
}
#endif
