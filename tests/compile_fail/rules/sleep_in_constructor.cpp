// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: sleeping function 'wait' called in 'Waiter', which does not say that it may sleep [kcxx-sleeping]
// why: C has none; in plain C++ nobody sees it.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

void wait() MAY_SLEEP;

#ifdef CONTROL
struct Waiter {
    Waiter() MAY_SLEEP { wait(); }
};
#else
struct Waiter {
    Waiter() { wait(); }
};
#endif
