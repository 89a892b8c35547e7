// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: 'values' is changed inside the loop that iterates over it [kcxx-changed-in-loop]
// why: C reallocates the array that it walks.
// rust: refused: E0499, it is borrowed twice
#include <bindings/vec.hpp>

#include <algorithm>

using namespace kernel;

#ifdef CONTROL
int f(Vec<int> &values)
{
    int sum = 0;
    std::ranges::for_each(values, [&](int value) { sum = value; });
    return sum;
}
#else
int f(Vec<int> &values)
{
    int failed = 0;
    std::ranges::for_each(values,
                          [&](int value) { failed += !values.push_back(value, GFP_ATOMIC); });
    return failed;
}
#endif
