// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: reason_is_one_line
// why: The audit prints one line a block.
// rust: compiles: clippy asks for a SAFETY comment, of any length
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
    unsafe("this is a thread,\nwhich may always sleep") {
        raw::msleep(1);
    }
}
#endif
