// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: requires holding unsafe permission
// why: In C every call is unchecked.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
void wait()
{
    unsafe("this is a thread, which may always sleep") {
        raw::msleep(1);
    }
}
#else
void wait()
{
    raw::msleep(1);
}
#endif
