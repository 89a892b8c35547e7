// SPDX-License-Identifier: GPL-2.0
// class: forgotten-unlock
// expect: requires holding unsafe permission
// why: C locks, and forgets to unlock on one of the ways out.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
int f(Spin &spin, bool ready)
{
    auto state = spin.lock();
    return ready ? state->now : -1;
}
#else
int f(raw::spinlock_t &lock, bool ready)
{
    raw::spin_lock(std::addressof(lock));
    return ready ? 1 : -1;
}
#endif
