// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: the address of an object makes a raw pointer [kcxx-raw-pointer]
// why: C passes addresses of everything.
// rust: compiles: a pointer is safe to make, unsafe to follow
#include <bindings/types.hpp>

using namespace kernel;

void look(const int &value);

#ifdef CONTROL
void f()
{
    const int value = 1;
    look(value);
}
#else
void f()
{
    const int value = 1;
    look(*&value);
}
#endif
