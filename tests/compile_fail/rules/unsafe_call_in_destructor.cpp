// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: call of unsafe function 'kernel::raw::msleep' outside unsafe [kcxx-unsafe-call]
// why: C has no destructors; in plain C++ they call what they like.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
struct Waiter {
    ~Waiter() MAY_SLEEP
    {
        unsafe("the destructor says that it may sleep") {
            raw::msleep(1);
        }
    }
};
#else
struct Waiter {
    ~Waiter() { raw::msleep(1); }
};
#endif
