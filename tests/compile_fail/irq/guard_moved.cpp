// SPDX-License-Identifier: GPL-2.0
// class: irq-state
// expect: call to deleted constructor
// why: C restores flags that another function saved, in whatever order.
// rust: refused: E0382, a Guard is no Copy
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLockIrq<"test.spin">>;

#ifdef CONTROL
int f(Spin &spin)
{
    auto first = spin.lock();
    return first->now;
}
#else
int f(Spin &spin)
{
    auto first = spin.lock();
    auto second = std::move(first);
    return second->now;
}
#endif
