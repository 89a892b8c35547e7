// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: an assumption that nobody checks [kcxx-by-hand]
// why: C tells the optimiser what it hopes.
// rust: refused: E0133, assert_unchecked() is unsafe
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f(int value)
{
    return value < 0 ? 0 : value;
}
#else
int f(int value)
{
    [[assume(value >= 0)]];
    return value < 0 ? 0 : value;
}
#endif
