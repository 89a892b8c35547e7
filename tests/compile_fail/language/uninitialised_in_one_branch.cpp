// SPDX-License-Identifier: GPL-2.0
// class: uninitialised
// expect: is used uninitialized whenever
// why: C reads what the stack held before, on the way that nobody tested.
// rust: refused: E0381, it is not initialised
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f(bool ready)
{
    int value = -1;
    if (ready)
        value = 1;
    return value;
}
#else
int f(bool ready)
{
    int value;
    if (ready)
        value = 1;
    return value;
}
#endif
