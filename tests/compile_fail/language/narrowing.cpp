// SPDX-License-Identifier: GPL-2.0
// class: integer-conversion
// expect: implicit conversion loses integer precision
// why: C cuts a length to 16 bits, and checks what is left of it.
// rust: refused: E0308, there are no implicit conversions
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
u16 length(size_t size)
{
    return static_cast<u16>(size);
}
#else
u16 length(size_t size)
{
    return size;
}
#endif
