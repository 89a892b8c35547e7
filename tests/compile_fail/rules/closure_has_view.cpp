// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'values' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C passes an array, and a callback that has a pointer into it.
// rust: refused: E0502, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

template <class F> Result<int> add(Vec<int> &values, F &&next)
{
    TRY(values.push_back(0, GFP_ATOMIC));
    return next();
}

#ifdef CONTROL
Result<int> f(Vec<int> &values)
{
    return add(values, [count = values.size()] { return static_cast<int>(count); });
}
#else
Result<int> f(Vec<int> &values)
{
    return add(values, [view = values.span()] { return view[0]; });
}
#endif
