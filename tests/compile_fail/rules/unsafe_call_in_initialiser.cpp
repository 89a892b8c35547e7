// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: call of unsafe function 'kernel::raw::msecs_to_jiffies' outside unsafe [kcxx-unsafe-call]
// why: C calls it, unchecked, where the object is made.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
struct Timeout {
    unsigned long jiffies = 0;
};
#else
struct Timeout {
    unsigned long jiffies = raw::msecs_to_jiffies(1);
};
#endif
