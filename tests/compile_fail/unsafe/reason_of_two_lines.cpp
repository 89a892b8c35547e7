// SPDX-License-Identifier: GPL-2.0
// expect: reason_is_one_line
// why: The audit prints one line a block.
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
