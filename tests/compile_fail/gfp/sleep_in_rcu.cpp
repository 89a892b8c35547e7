// SPDX-License-Identifier: GPL-2.0
// class: rcu
// expect: while atomic context
// why: C allocates, sleeps, and stops the machine.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/rcu.hpp>

using namespace kernel;

#ifdef CONTROL
Result<Box<int>> make() MAY_SLEEP
{
    const RcuReadLock reading;
    return make_box<int>(GFP_ATOMIC, 3);
}
#else
Result<Box<int>> make() MAY_SLEEP
{
    const RcuReadLock reading;
    return make_box<int>(GFP_KERNEL, 3);
}
#endif
