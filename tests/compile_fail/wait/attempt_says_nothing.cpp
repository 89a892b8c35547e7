// SPDX-License-Identifier: GPL-2.0
// class: unchecked-value
// expect: no matching member function
// why: C waits for the errno of a function as for its success: -EIO is true.
// rust: none: wait_event() is not bound, CondVar takes no condition
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
    return port.ready.wait_interruptible(port.data, [](int &value) { return value > 0; });
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_interruptible(port.data, [](int &value) { return value; });
}
#endif
