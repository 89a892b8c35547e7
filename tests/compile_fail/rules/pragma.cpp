// SPDX-License-Identifier: GPL-2.0
// class: switched-off-check
// expect: pragma switches -Wthread-safety off [kcxx-checks-stay-on]
// why: C silences a warning where it hurts.
// rust: compiles: #![allow] switches off any lint, but not the borrow checker
#include <bindings/spinlock.hpp>

using namespace kernel;

#ifdef CONTROL
int one()
{
    return 1;
}
#else
#pragma clang diagnostic ignored "-Wthread-safety"
int one()
{
    return 1;
}
#endif
