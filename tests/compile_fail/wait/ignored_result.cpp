// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value
// why: C goes on as if what it waited for were there: a signal has ended the wait.
// rust: warns: unused_must_use; CondVar says whether a signal came
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
    TRY(port.ready.wait_interruptible(port.data, positive));
    return {};
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    port.ready.wait_interruptible(port.data, positive);
    return {};
}
#endif
