// SPDX-License-Identifier: GPL-2.0
// class: double-lock
// expect: that is already held
// why: C deadlocks: the second spin_lock() waits for the first.
// rust: compiles: a deadlock; lockdep sees it at run time
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int peak(Spin &spin)
{
    {
        auto first = spin.lock();
        first->now++;
    }
    auto second = spin.lock();
    return second->peak;
}
#else
int peak(Spin &spin)
{
    auto first = spin.lock();
    first->now++;
    auto second = spin.lock();
    return second->peak;
}
#endif
