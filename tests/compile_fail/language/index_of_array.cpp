// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: array index 4 is past the end
// why: C reads behind the array; a warning, if the index is a constant.
// rust: refused: unconditional_panic
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f()
{
    const int values[4] = {1, 2, 3, 4};
    return values[3];
}
#else
int f()
{
    const int values[4] = {1, 2, 3, 4};
    return values[4];
}
#endif
