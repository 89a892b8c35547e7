// SPDX-License-Identifier: GPL-2.0
// class: out-of-bounds
// expect: 'fn' is given an iterator by itself [kcxx-bare-iterator]
// why: A pointer and a number that do not belong together are all that C has.
// rust: panics: a slice by an index too large
#include <bindings/types.hpp>

#include <ranges>
#include <span>

using namespace kernel;

#ifdef CONTROL
u32 f(std::span<const u32> numbers, size_t count)
{
    u32 any = 0;
    for (const u32 number : numbers.first(count))
        any |= number;
    return any;
}
#else
u32 f(std::span<const u32> numbers, size_t count)
{
    u32 any = 0;
    for (const u32 number : std::views::counted(numbers.begin(), static_cast<long>(count)))
        any |= number;
    return any;
}
#endif
