// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: while atomic context 'atomic_ctx' is held
// why: C waits for itself: synchronize_rcu() inside a read-side critical section deadlocks.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/rcu.hpp>
#include <bindings/refcount.hpp>

using namespace kernel;

struct Config {
    int speed;
};
using Node = Rcu<Config>::Node;

#ifdef CONTROL
void wait() MAY_SLEEP
{
    synchronize_rcu(may_sleep);
}
#else
void wait() MAY_SLEEP
{
    const RcuReadLock reading;
    synchronize_rcu(may_sleep);
}
#endif
