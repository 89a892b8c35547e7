// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C uses freed memory.
// rust: refused: E0382, use of a moved value
#include <bindings/slab.hpp>

void keep(kernel::Box<int> box);

using namespace kernel;

#ifdef CONTROL
Result<int> look() MAY_SLEEP
{
    auto made = make_box<int>(GFP_KERNEL, 3);
    if (!made)
        return made.error();
    Box<int> box = made.take();
    const int value = *box;
    keep(std::move(box));
    return value;
}
#else
Result<int> look() MAY_SLEEP
{
    auto made = make_box<int>(GFP_KERNEL, 3);
    if (!made)
        return made.error();
    Box<int> box = made.take();
    keep(std::move(box));
    return *box;
}
#endif
