// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: a class leaves its memory to objects of its own
// why: C gives an object back to the cache of larger ones, and the next of those ends beyond its memory.
// rust: compiles: kmem_cache, where it is bound, is told a size and a layout by hand
#include <bindings/recycled.hpp>

using namespace kernel;

struct Large final : Recycled<Large> {
    char text[200] = {};
};

#ifdef CONTROL
struct Small final : Recycled<Small> {
    char text[20] = {};
};
#else
struct Small final : Recycled<Large> {
    char text[20] = {};
};
#endif

Result<Box<Small>> make() MAY_SLEEP
{
    return make_box<Small>(GFP_KERNEL);
}
