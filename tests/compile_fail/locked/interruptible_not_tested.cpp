// SPDX-License-Identifier: GPL-2.0
// class: unchecked-value
// expect: while it is in the 'unknown' state
// why: C ignores -EINTR of mutex_lock_interruptible() and works, and unlocks, without the lock.
// rust: none: Mutex has no interruptible lock()
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Sleeping = Locked<State, Mutex<"test.mutex">>;

#ifdef CONTROL
Result<int> now(Sleeping &data) MAY_SLEEP
{
    auto held = TRY(data.lock_interruptible(may_sleep));
    return held->now;
}
#else
Result<int> now(Sleeping &data) MAY_SLEEP
{
    auto held = data.lock_interruptible(may_sleep);
    return (*held)->now;
}
#endif
