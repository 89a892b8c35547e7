// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: sleeping function 'wait' called in an initialiser
// why: C has none; in plain C++ nobody sees it.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

int wait() MAY_SLEEP;

#ifdef CONTROL
struct Waiter {
    int waited = 0;
};

int f()
{
    return Waiter{}.waited;
}
#else
struct Waiter {
    int waited = wait();
};

int f()
{
    return Waiter{}.waited;
}
#endif
