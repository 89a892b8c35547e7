// SPDX-License-Identifier: GPL-2.0
// class: unchecked-code
// expect: nothing in this unsafe block needs it [kcxx-unused-unsafe]
// why: C has no such blocks.
// rust: warns: unused_unsafe
#include <bindings/unsafe.hpp>

using namespace kernel;

#ifdef CONTROL
int twice(int value)
{
    return 2 * value;
}
#else
int twice(int value)
{
    unsafe("nothing in here is dangerous at all") {
        return 2 * value;
    }
}
#endif
