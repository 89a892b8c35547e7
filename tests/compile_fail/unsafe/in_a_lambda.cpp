// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: requires holding unsafe permission
// why: A lambda may run anywhere, not just where it is written.
// rust: compiles: a closure in an unsafe block may do what the block may
#include <bindings/raw.hpp>

using namespace kernel;

#ifdef CONTROL
void wait()
{
    auto later = [] {
        unsafe("this is a thread, which may always sleep") {
            raw::msleep(1);
        }
    };
    later();
}
#else
void wait()
{
    unsafe("this is a thread, which may always sleep") {
        auto later = [] { raw::msleep(1); };
        later();
    }
}
#endif
