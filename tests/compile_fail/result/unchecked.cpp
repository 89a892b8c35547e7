// SPDX-License-Identifier: GPL-2.0
// class: unchecked-value
// expect: while it is in the 'unknown' state
// why: C uses the value of a call that failed.
// rust: refused: E0308, a Result is not its value
#include <bindings/result.hpp>

kernel::Result<int> measure();

using namespace kernel;

#ifdef CONTROL
int twice()
{
    auto value = measure();
    if (!value)
        return 0;
    return *value * 2;
}
#else
int twice()
{
    auto value = measure();
    return *value * 2;
}
#endif
