// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: unsafe buffer access
// why: C walks a pointer past the end of what it pointed to.
// rust: refused: E0133, following a raw pointer needs unsafe
#include <bindings/types.hpp>

#include <span>

using namespace kernel;

#ifdef CONTROL
int third(std::span<const int> values)
{
    return values[2];
}
#else
int third(const int *values)
{
    return values[2];
}
#endif
