// SPDX-License-Identifier: GPL-2.0
// expect: 'count' captured by reference in a lambda that is kept [kcxx-closure]
// why: C passes a pointer to its stack to a callback.
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
