// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'equal' is given an iterator by itself [kcxx-bare-iterator]
// why: memcmp() with the length of one of the two: C reads what lies behind the other.
// rust: refused: slices are compared with their lengths
#include <bindings/types.hpp>

#include <algorithm>
#include <span>

using namespace kernel;

#ifdef CONTROL
bool f(std::span<const u8> key, std::span<const u8> given)
{
    return std::ranges::equal(key, given);
}
#else
bool f(std::span<const u8> key, std::span<const u8> given)
{
    return std::equal(key.begin(), key.end(), given.begin());
}
#endif
