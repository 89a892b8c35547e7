// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: attribute 'alias' gives a declaration the body of another [kcxx-foreign-name]
// why: C aliases one function to another, of whatever type.
// rust: refused: unsafe attributes
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
void first() {}

void f()
{
    first();
}
#else
extern "C" void first() {}
void second(int value) __attribute__((alias("first")));

void f()
{
    second(1);
}
#endif
