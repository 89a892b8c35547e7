// SPDX-License-Identifier: GPL-2.0
// expect: nothing in this unsafe block needs it [kcxx-unused-unsafe]
// why: C has no such blocks.
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
