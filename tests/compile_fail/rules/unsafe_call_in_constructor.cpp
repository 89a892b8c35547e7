// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: call of unsafe function 'kernel::raw::msleep' outside unsafe [kcxx-unsafe-call]
// why: In C every function may call every other, from anywhere.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
struct Waiter {
    Waiter() MAY_SLEEP
    {
        unsafe("the constructor says that it may sleep") {
            raw::msleep(1);
        }
    }
};
#else
struct Waiter {
    Waiter() { raw::msleep(1); }
};
#endif
