// SPDX-License-Identifier: GPL-2.0
// class: wrong-argument
// expect: 'values' is lent to one call twice, to be changed [kcxx-overlapping-borrow]
// why: C gives memmove's arguments to memcpy.
// rust: refused: E0499, it is borrowed twice
#include <bindings/types.hpp>

#include <span>
#include <utility>

using namespace kernel;

void swap_all(std::span<int> one, std::span<int> other)
{
    for (size_t i = 0; i < one.size() && i < other.size(); i++)
        std::swap(one[i], other[i]);
}

void f(std::span<int> values)
{
#ifdef CONTROL
    swap_all(values.first(4), values.last(4));
#else
    swap_all(values, values);
#endif
}
