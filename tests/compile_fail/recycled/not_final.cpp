// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: memory is used again for objects of the same size
// why: C takes an object from a cache of smaller ones, and writes beyond its end.
// rust: none: no class derives from another
#include <bindings/recycled.hpp>

using namespace kernel;

#ifdef CONTROL
struct Call final : Recycled<Call> {
    int code = 0;
};
#else
struct Call : Recycled<Call> {
    int code = 0;
};
#endif

Result<Box<Call>> make() MAY_SLEEP
{
    return make_box<Call>(GFP_KERNEL);
}
