// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: local 'same' is another name of an owner [kcxx-owner-borrow]
// why: C reallocates the array that it walks.
// rust: refused: E0499, it is borrowed twice
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
Result<> f(Vec<int> &values)
{
    int sum = 0;
    for (const int value : values)
        sum = value;
    return values.push_back(sum, GFP_ATOMIC);
}
#else
Result<> f(Vec<int> &values)
{
    auto &same = values;
    for (const int value : values)
        TRY(same.push_back(value, GFP_ATOMIC));
    return {};
}
#endif
