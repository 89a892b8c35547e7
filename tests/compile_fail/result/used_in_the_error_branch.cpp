// SPDX-License-Identifier: GPL-2.0
// class: unchecked-value
// expect: while it is in the 'consumed' state
// why: C reads what was never written.
// rust: refused: E0425, Err has no value
#include <bindings/result.hpp>

kernel::Result<int> measure();

using namespace kernel;

#ifdef CONTROL
int value_or_error()
{
    auto value = measure();
    if (!value)
        return value.error().to_errno();
    return *value;
}
#else
int value_or_error()
{
    auto value = measure();
    if (!value)
        return *value;
    return 0;
}
#endif
