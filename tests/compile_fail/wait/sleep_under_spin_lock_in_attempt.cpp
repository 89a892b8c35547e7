// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'operator()' while atomic context
// why: C sleeps in a condition that it evaluates under a spin lock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/wait.hpp>

using namespace kernel;

struct Port {
    Locked<int, SpinLock<"test.spin">> spin;
    Locked<int, Mutex<"test.mutex">> data;
    WaitQueue<"test.ready"> ready;
};

inline constexpr auto positive = [](const int &value) { return value > 0; };

void nap() MAY_SLEEP;

#ifdef CONTROL
Result<> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_interruptible(port.data, [](int &value) MAY_SLEEP {
        nap();
        return value > 0;
    });
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_interruptible(port.spin, [](int &value) MAY_SLEEP {
        nap();
        return value > 0;
    });
}
#endif
