// SPDX-License-Identifier: GPL-2.0
// class: integer-conversion
// expect: implicit conversion changes signedness
// why: C makes of a length of -1 the largest there is.
// rust: refused: E0308, there are no implicit conversions
#include <bindings/types.hpp>

using namespace kernel;

#ifdef CONTROL
size_t length(int size)
{
    return size < 0 ? 0 : static_cast<size_t>(size);
}
#else
size_t length(int size)
{
    return size;
}
#endif
