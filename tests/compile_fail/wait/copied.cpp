// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to deleted constructor
// why: C copies a wait queue head: its list points into the original, and wake_up() follows it.
// rust: refused: E0507, what is pinned is not moved out, and it is no Copy
#include <bindings/wait.hpp>

using namespace kernel;

struct Port {
    Locked<int, SpinLock<"test.spin">> spin;
    Locked<int, Mutex<"test.mutex">> data;
    WaitQueue<"test.ready"> ready;
};

inline constexpr auto positive = [](const int &value) { return value > 0; };

#ifdef CONTROL
void look(const Port &port)
{
    const auto &ready = port.ready;
    ready.wake_up();
}
#else
void look(const Port &port)
{
    const auto ready = port.ready;
    ready.wake_up();
}
#endif
