// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'sort' is given an iterator by itself [kcxx-bare-iterator]
// why: C sorts from one array to the end of another, and all that lies between.
// rust: refused: sort() is a method of one slice
#include <bindings/types.hpp>

#include <algorithm>
#include <span>

using namespace kernel;

#ifdef CONTROL
void f(std::span<u32> some, std::span<u32>)
{
    std::ranges::sort(some);
}
#else
void f(std::span<u32> some, std::span<u32> others)
{
    std::sort(some.begin(), others.end());
}
#endif
