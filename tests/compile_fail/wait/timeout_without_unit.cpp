// SPDX-License-Identifier: GPL-2.0
// class: wrong-unit
// expect: no matching member function
// why: C takes a timeout in jiffies and is given milliseconds.
// rust: compiles: Jiffies is another name for an integer
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
    return port.ready.wait_timeout(milliseconds(100), port.data, positive);
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_timeout(100, port.data, positive);
}
#endif
