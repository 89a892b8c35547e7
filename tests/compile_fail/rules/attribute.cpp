// SPDX-License-Identifier: GPL-2.0
// class: switched-off-check
// expect: attribute 'no_thread_safety_analysis' switches a check off [kcxx-checks-stay-on]
// why: C has no such check.
// rust: none: nothing switches the borrow checker off
#include <bindings/spinlock.hpp>

using namespace kernel;

#ifdef CONTROL
int one()
{
    return 1;
}
#else
[[clang::no_thread_safety_analysis]] int one()
{
    return 1;
}
#endif
