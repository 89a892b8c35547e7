// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: address of sleeping function 'wait' taken [kcxx-sleeping]
// why: C registers it as an interrupt handler.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

struct Waiter {
    void wait() const MAY_SLEEP;
    void look() const;
};

#ifdef CONTROL
void f(const Waiter &waiter)
{
    const auto method = &Waiter::look;
    (waiter.*method)();
}
#else
void f(const Waiter &waiter)
{
    const auto method = &Waiter::wait;
    (waiter.*method)();
}
#endif
