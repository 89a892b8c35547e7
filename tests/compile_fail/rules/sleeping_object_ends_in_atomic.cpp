// SPDX-License-Identifier: GPL-2.0
// expect: destroying 'waiter' may sleep, but 'f' does not say so [kcxx-sleeping]
// why: C cleans up on the way out, in whatever context.
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
