// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C uses guarded data after it has passed on the duty to unlock.
// rust: refused: E0382, use of a moved value
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
    auto held = TRY(data.try_lock());
    auto other = std::move(held);
    return other->now;
}
#else
Result<int> now(Sleeping &data) MAY_SLEEP
{
    auto held = TRY(data.try_lock());
    auto other = std::move(held);
    return held->now;
}
#endif
