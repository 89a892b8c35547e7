// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'values' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C passes a pointer to an element together with what owns it.
// rust: refused: E0502, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
Result<> twice(Vec<int> &values, int value)
{
    TRY(values.push_back(value, GFP_ATOMIC));
    return values.push_back(value, GFP_ATOMIC);
}

Result<> f(Vec<int> &values)
{
    return twice(values, values[0]);
}
#else
Result<> twice(Vec<int> &values, const int &value)
{
    TRY(values.push_back(value, GFP_ATOMIC));
    return values.push_back(value, GFP_ATOMIC);
}

Result<> f(Vec<int> &values)
{
    return twice(values, values[0]);
}
#endif
