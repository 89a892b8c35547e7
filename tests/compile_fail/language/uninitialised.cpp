// SPDX-License-Identifier: GPL-2.0
// class: uninitialised
// expect: is uninitialized when used here
// why: C reads what the stack held before.
// rust: refused: E0381, it is not initialised
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f()
{
    int value = 0;
    return value + 1;
}
#else
int f()
{
    int value;
    return value + 1;
}
#endif
