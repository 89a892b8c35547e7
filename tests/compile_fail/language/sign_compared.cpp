// SPDX-License-Identifier: GPL-2.0
// class: integer-conversion
// expect: comparison of integers of different signs
// why: C compares -1 with a size, and finds it larger.
// rust: refused: E0308, both sides have one type
#include <bindings/types.hpp>

#include <utility>

using namespace kernel;

#ifdef CONTROL
bool fits(int length, size_t size)
{
    return std::cmp_less(length, size);
}
#else
bool fits(int length, size_t size)
{
    return length < size;
}
#endif
