// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'Gfp' while atomic context
// why: C sleeps in atomic context: "scheduling while atomic", if it is seen at all.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>
#include <bindings/slab.hpp>

using namespace kernel;

struct State {
    int now = 0;
    int peak = 0;
};
using Spin = Locked<State, SpinLock<"test.spin">>;

#ifdef CONTROL
Result<> grow(Spin &spin) MAY_SLEEP
{
    auto guard = spin.lock();
    guard->now = *TRY(make_box<int>(GFP_ATOMIC, 1));
    return {};
}
#else
Result<> grow(Spin &spin) MAY_SLEEP
{
    auto guard = spin.lock();
    guard->now = *TRY(make_box<int>(GFP_KERNEL, 1));
    return {};
}
#endif
