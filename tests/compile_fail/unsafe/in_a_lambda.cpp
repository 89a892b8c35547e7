// SPDX-License-Identifier: GPL-2.0
// expect: requires holding unsafe permission
// why: A lambda may run anywhere, not just where it is written.
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void give_back(void *memory)
{
    auto later = [&] {
        unsafe("the caller handed the memory over and it came from kmalloc") {
            raw::kfree(memory);
        }
    };
    later();
}
#else
void give_back(void *memory)
{
    unsafe("the caller handed the memory over and it came from kmalloc") {
        auto later = [&] { raw::kfree(memory); };
        later();
    }
}
#endif
