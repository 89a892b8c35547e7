// SPDX-License-Identifier: GPL-2.0
// class: double-lock
// expect: that is already held
// why: C deadlocks: the second mutex_lock() waits for the first.
// rust: compiles: a deadlock; lockdep sees it at run time
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Sleeping = Locked<State, Mutex<"test.mutex">>;

#ifdef CONTROL
void twice(Sleeping &data) MAY_SLEEP
{
    data.lock(may_sleep)->now++;
    data.lock(may_sleep)->now++;
}
#else
void twice(Sleeping &data) MAY_SLEEP
{
    auto first = data.lock(may_sleep);
    data.lock(may_sleep)->now++;
}
#endif
