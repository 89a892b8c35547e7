// SPDX-License-Identifier: GPL-2.0
// expect: reason_is_one_line
// why: The audit prints one line a block.
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void nothing()
{
    unsafe("nothing happens in here") {
    }
}
#else
void nothing()
{
    unsafe("nothing happens\nin here") {
    }
}
#endif
