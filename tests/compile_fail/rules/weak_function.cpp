// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: attribute 'weak' lets the linker decide what is there, and until when [kcxx-foreign-code]
// why: C calls address 0 if nobody defines it.
// rust: refused: linkage is unstable
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
static int maybe(int number)
{
    return number;
}
int f(int number)
{
    return maybe(number);
}
#else
[[gnu::weak]] int maybe(int number);
int f(int number)
{
    return maybe(number);
}
#endif
