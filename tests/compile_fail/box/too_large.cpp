// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: no allocation is that large
// why: C warns in the log when it is asked for, and gives nothing.
// rust: compiles: KBox::new() fails at run time, and the log has a warning
#include <bindings/slab.hpp>

#include <array>

using namespace kernel;

#ifdef CONTROL
using Table = std::array<char, 1 << 20>;
#else
using Table = std::array<char, 1 << 23>;
#endif

Result<Box<Table>> make() MAY_SLEEP
{
    return make_box<Table>(GFP_KERNEL);
}
