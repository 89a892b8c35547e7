// SPDX-License-Identifier: GPL-2.0
// class: type-confusion
// expect: use of old-style cast
// why: It is whichever cast compiles. A template argument of an enumeration is none.
// rust: refused: E0606, `as` makes no number a reference
#include <bindings/types.hpp>

using namespace kernel;

enum class Kind : u8 { first, second };

static u32 number_of(Kind kind)
{
    return static_cast<u32>(kind);
}

template <Kind kind> static u32 number()
{
#ifdef CONTROL
    return number_of(kind);
#else
    return (u32)number_of(kind);
#endif
}

[[maybe_unused]] static u32 both()
{
    return number<Kind::first>() + number<Kind::second>();
}
