// SPDX-License-Identifier: GPL-2.0
// class: use-after-free
// expect: local 'values' keeps a borrow of an owner [kcxx-owner-borrow]
// why: C uses what an earlier call gave after the next one has replaced it.
// rust: refused: E0506, it is borrowed
#include <bindings/vec.hpp>

using namespace kernel;

Result<Vec<int>> make();

#ifdef CONTROL
size_t f()
{
    const auto made = make();
    if (!made)
        return 0;
    const auto &values = *made;
    return values.size();
}
#else
size_t f()
{
    auto made = make();
    if (!made)
        return 0;
    auto &values = *made;
    made = make();
    return values.size();
}
#endif
