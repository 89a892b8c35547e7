// SPDX-License-Identifier: GPL-2.0
// expect: attribute 'no_sanitize' switches a check off [kcxx-checks-stay-on]
// why: C has no such check.
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
