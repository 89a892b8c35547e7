// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: 'values' is passed together with a borrow of what it owns [kcxx-owner-borrow]
// why: C calls a callback with an array and a pointer into it.
// rust: refused: E0499, it is borrowed twice
#include <bindings/vec.hpp>

using namespace kernel;

#ifdef CONTROL
using Callback = void (*)(Vec<int> &);

void f(Vec<int> &values, Callback callback)
{
    callback(values);
}
#else
using Callback = void (*)(Vec<int> &, int &);

void f(Vec<int> &values, Callback callback)
{
    callback(values, values[0]);
}
#endif
