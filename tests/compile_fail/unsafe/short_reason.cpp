// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: reason_is_too_short_say_why_this_is_sound
// why: A reason that says nothing is none.
// rust: compiles: clippy asks for a SAFETY comment, which may say nothing
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
    unsafe("trust me") {
        raw::msleep(1);
    }
}
#endif
