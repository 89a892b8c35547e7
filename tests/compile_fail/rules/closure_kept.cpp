// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: 'count' captured by reference in a lambda that is kept [kcxx-closure]
// why: C passes a pointer to its stack to a callback.
// rust: compiles: the borrow checker sees that this one is called in time
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int f(int count)
{
    const auto get = [count] { return count; };
    return get();
}
#else
int f(int count)
{
    const auto get = [&count] { return count; };
    return get();
}
#endif
