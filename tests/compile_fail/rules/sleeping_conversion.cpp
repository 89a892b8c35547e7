// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: calling function 'operator bool' requires negative capability
// why: C has none; in plain C++ nobody sees it.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

struct Waiter {
    explicit operator bool() const MAY_SLEEP;
};

#ifdef CONTROL
int f(const Waiter &waiter) MAY_SLEEP
{
    return waiter ? 1 : 0;
}
#else
int f(const Waiter &waiter)
{
    return waiter ? 1 : 0;
}
#endif
