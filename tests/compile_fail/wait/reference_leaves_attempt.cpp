// SPDX-License-Identifier: GPL-2.0
// class: guarded-data-escapes
// expect: a reference into locked data must not leave with()
// why: C takes the address of what it waited for, unlocks, and uses it.
// rust: refused: E0597, it does not live long enough
#include <bindings/wait.hpp>

using namespace kernel;

struct Port {
    Locked<int, SpinLock<"test.spin">> spin;
    Locked<int, Mutex<"test.mutex">> data;
    WaitQueue<"test.ready"> ready;
};

inline constexpr auto positive = [](const int &value) { return value > 0; };

#ifdef CONTROL
Result<int> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_interruptible(port.data, [](int &value) -> Result<int> {
        if (value == 0)
            return -EAGAIN;
        return value;
    });
}
#else
Result<int *> await(Port &port) MAY_SLEEP
{
    return port.ready.wait_interruptible(port.data, [](int &value) -> Result<int *> {
        if (value == 0)
            return -EAGAIN;
        return &value;
    });
}
#endif
