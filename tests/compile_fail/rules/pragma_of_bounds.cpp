// SPDX-License-Identifier: GPL-2.0
// class: switched-off-check
// expect: pragma switches the check of bounds off [kcxx-checks-stay-on]
// why: C has no such check.
// rust: none: nothing switches checks of bounds off
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int one()
{
    return 1;
}
#else
#pragma clang unsafe_buffer_usage begin
int one()
{
    return 1;
}
#pragma clang unsafe_buffer_usage end
#endif
