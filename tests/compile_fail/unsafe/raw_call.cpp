// SPDX-License-Identifier: GPL-2.0
// expect: requires holding unsafe permission
// why: In C every call is unchecked.
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void give_back(void *memory)
{
    unsafe("the caller handed the memory over and it came from kmalloc") {
        raw::kfree(memory);
    }
}
#else
void give_back(void *memory)
{
    raw::kfree(memory);
}
#endif
