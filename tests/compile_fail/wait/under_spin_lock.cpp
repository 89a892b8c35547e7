// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps with a spin lock held: whoever is to wake it up spins for ever.
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
    {
        auto guard = port.spin.lock();
        *guard = 0;
    }
    return port.ready.wait_interruptible(port.data, positive);
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    auto guard = port.spin.lock();
    *guard = 0;
    return port.ready.wait_interruptible(port.data, positive);
}
#endif
