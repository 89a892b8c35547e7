// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: local 'view' keeps a borrow of an owner [kcxx-owner-borrow]
// why: C keeps a pointer into an array that it reallocates.
// rust: refused: E0502, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
Result<int> f(Vec<int> &values)
{
    TRY(values.push_back(1, GFP_ATOMIC));
    return values[0];
}
#else
Result<int> f(Vec<int> &values)
{
    std::span<int> view;
    view = values.span();
    TRY(values.push_back(1, GFP_ATOMIC));
    return view[0];
}
#endif
