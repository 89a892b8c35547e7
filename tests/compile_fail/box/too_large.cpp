// SPDX-License-Identifier: GPL-2.0
// expect: no allocation is that large
// why: C warns in the log when it is asked for, and gives nothing.
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
