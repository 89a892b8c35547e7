// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: Index out of bounds in std::get
// why: C reads behind the array; a warning, if the index is a constant.
// rust: refused: unconditional_panic
#include <bindings/types.hpp>

#include <array>

using namespace kernel;

constexpr std::array<int, 4> values{1, 2, 3, 4};

#ifdef CONTROL
int f()
{
    return std::get<3>(values);
}
#else
int f()
{
    return std::get<4>(values);
}
#endif
