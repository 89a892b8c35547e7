// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: while atomic context 'atomic_ctx' is held
// why: C sleeps in a read-side critical section: what it reads is freed meanwhile.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/rcu.hpp>
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
        const RcuReadLock reading;
    }
    return port.ready.wait_timeout(seconds(1), port.data, positive);
}
#else
Result<> await(Port &port) MAY_SLEEP
{
    const RcuReadLock reading;
    return port.ready.wait_timeout(seconds(1), port.data, positive);
}
#endif
