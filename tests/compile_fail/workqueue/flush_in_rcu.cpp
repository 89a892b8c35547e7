// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: cannot call function 'flush' while
// why: C waits for the work in an RCU read-side critical section, where nothing may sleep.
// rust: none: flush_work() is not bound
#include <bindings/rcu.hpp>
#include <bindings/workqueue.hpp>

using namespace kernel;

void wait(const WorkQueue &queue) MAY_SLEEP
{
#ifdef CONTROL
    {
        const RcuReadLock reading;
    }
#else
    const RcuReadLock reading;
#endif
    queue.flush();
}
