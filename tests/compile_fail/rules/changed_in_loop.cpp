// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: 'values' is changed inside the loop that iterates over it [kcxx-changed-in-loop]
// why: C reallocates the array that it walks.
// rust: refused: E0499, it is borrowed by the loop
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
Result<> f(Vec<int> &values) MAY_SLEEP
{
    const size_t count = values.size();
    for (size_t i = 0; i < count; i++)
        TRY(values.push_back(1, GFP_KERNEL));
    return {};
}
#else
Result<> f(Vec<int> &values) MAY_SLEEP
{
    for (const int value : values)
        TRY(values.push_back(value, GFP_KERNEL));
    return {};
}
#endif
