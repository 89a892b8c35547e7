// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability
// why: In C nothing says that the helper sleeps.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
Result<Box<int>> helper() MAY_SLEEP
{
    return make_box<int>(GFP_KERNEL, 3);
}
#else
Result<Box<int>> helper()
{
    return make_box<int>(GFP_KERNEL, 3);
}
#endif
