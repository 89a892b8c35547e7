// SPDX-License-Identifier: GPL-2.0
// class: dangling-reference
// expect: address of stack memory associated with parameter
// why: C passes a pointer to its stack to a callback.
// rust: refused: E0373, the closure may outlive the function
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
auto f(int count)
{
    return [count] { return count; };
}
#else
auto f(int count)
{
    return [&now = count] { return now; };
}
#endif
