// SPDX-License-Identifier: GPL-2.0
// class: double-lock
// expect: cannot call function 'try_lock' while
// why: C gets 0 from mutex_trylock() forever and never does the work.
// rust: compiles: try_lock() gives None for ever
#include <bindings/locked.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Sleeping = Locked<State, Mutex<"test.mutex">>;

#ifdef CONTROL
void attempt(Sleeping &data) MAY_SLEEP
{
    ignore_result(data.try_lock());
}
#else
void attempt(Sleeping &data) MAY_SLEEP
{
    auto guard = data.lock(may_sleep);
    ignore_result(data.try_lock());
}
#endif
