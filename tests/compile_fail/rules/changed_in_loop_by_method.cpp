// SPDX-License-Identifier: GPL-2.0
// class: iterator-invalidation
// expect: 'values_' is changed inside the loop that iterates over it [kcxx-changed-in-loop]
// why: C calls a function that reallocates the array that it walks.
// rust: refused: E0502, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

class Numbers {
public:
    Result<> copy();
    Result<> add(int value) { return values_.push_back(value, GFP_ATOMIC); }

private:
    Vec<int> values_;
};

#ifdef CONTROL
Result<> Numbers::copy()
{
    int sum = 0;
    for (const int value : values_)
        sum = value;
    return add(sum);
}
#else
Result<> Numbers::copy()
{
    for (const int value : values_)
        TRY(add(value));
    return {};
}
#endif
