// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: attribute 'asm' gives a declaration the body of another [kcxx-foreign-name]
// why: C declares by hand what another file defines, wrongly.
// rust: refused: E0133, a foreign function is unsafe to call
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
void reschedule() {}

void f()
{
    reschedule();
}
#else
void reschedule() asm("schedule");

void f()
{
    reschedule();
}
#endif
