// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'copy' is given an iterator by itself [kcxx-bare-iterator]
// why: memcpy() with the length of the source: C writes over what lies behind the target.
// rust: panics: copy_from_slice() compares the lengths when it runs
#include <bindings/types.hpp>

#include <algorithm>
#include <ranges>
#include <span>

using namespace kernel;

#ifdef CONTROL
void f(std::span<u8> to, std::span<const u8> from)
{
    for (auto [target, source] : std::views::zip(to, from))
        target = source;
}
#else
void f(std::span<u8> to, std::span<const u8> from)
{
    std::ranges::copy(from, to.begin());
}
#endif
