// SPDX-License-Identifier: GPL-2.0
// class: null
// expect: no viable conversion
// why: C passes NULL for any pointer, and the callee follows it.
// rust: refused: E0308, a box is never null
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void look(const Box<int> &box);

Result<> f()
{
    const auto box = TRY(make_box<int>(GFP_ATOMIC, 1));
    look(box);
    return {};
}
#else
void look(const Box<int> &box);

Result<> f()
{
    const Box<int> box = nullptr;
    look(box);
    return {};
}
#endif
