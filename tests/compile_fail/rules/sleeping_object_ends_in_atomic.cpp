// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: destroying 'waiter' may sleep, but 'f' does not say so [kcxx-sleeping]
// why: C cleans up on the way out, in whatever context.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

void wait() MAY_SLEEP;
struct Waiter {
    ~Waiter() MAY_SLEEP { wait(); }
};

#ifdef CONTROL
void f() MAY_SLEEP
{
    [[maybe_unused]] const Waiter waiter;
}
#else
struct Both {
    Waiter first;
};
void f()
{
    [[maybe_unused]] const Both waiter;
}
#endif
