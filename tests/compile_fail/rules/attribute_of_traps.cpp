// SPDX-License-Identifier: GPL-2.0
// class: switched-off-check
// expect: attribute 'no_sanitize' switches a check off [kcxx-checks-stay-on]
// why: C has no such check.
// rust: none: overflow checks are a flag of the whole kernel
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
int one()
{
    return 1;
}
#else
[[clang::no_sanitize("undefined")]] int one()
{
    return 1;
}
#endif
