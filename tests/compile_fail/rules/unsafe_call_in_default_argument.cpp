// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: call of unsafe function 'kernel::raw::msecs_to_jiffies' outside unsafe [kcxx-unsafe-call]
// why: C has none; in plain C++ the call is invisible at the call.
// rust: none: there are no default arguments
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
void wait(unsigned long jiffies = 1);
#else
void wait(unsigned long jiffies = raw::msecs_to_jiffies(1));
#endif
