// SPDX-License-Identifier: GPL-2.0
// expect: reason_is_too_short_say_why_this_is_sound
// why: A reason that says nothing is none.
#include <bindings/slab.hpp>

using namespace kernel;

#ifdef CONTROL
void nothing()
{
    unsafe("nothing happens in here") {
    }
}
#else
void nothing()
{
    unsafe("trust me") {
    }
}
#endif
