// SPDX-License-Identifier: GPL-2.0
// class: integer-overflow
// expect: overflow in expression
// why: C warns, and wraps around.
// rust: refused: arithmetic_overflow
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
constexpr int most = 0x7fffffff;

int f()
{
    return most - 1;
}
#else
constexpr int most = 0x7fffffff;

int f()
{
    return most + 1;
}
#endif
