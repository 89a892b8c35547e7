// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: address of sleeping function 'wait' taken [kcxx-sleeping]
// why: C registers it as an interrupt handler.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/capability.hpp>

using namespace kernel;

void wait() MAY_SLEEP;

#ifdef CONTROL
template <auto function> void call() MAY_SLEEP
{
    function();
}
void f() MAY_SLEEP
{
    call<&wait>();
}
#else
void f()
{
    const auto later = wait;
    later();
}
#endif
