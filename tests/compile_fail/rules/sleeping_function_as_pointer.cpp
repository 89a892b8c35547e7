// SPDX-License-Identifier: GPL-2.0
// expect: address of sleeping function 'wait' taken [kcxx-sleeping]
// why: C registers it as an interrupt handler.
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
