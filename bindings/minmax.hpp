// SPDX-License-Identifier: GPL-2.0
// <linux/minmax.h>: of two numbers. They are std::min and std::max, but whoever includes this does not
// wait for all of <algorithm>, which takes the compiler as long as most of a small module does.
#pragma once

#include <concepts>

namespace kernel {

/// Context: Any context.
/// Return: the smaller one.
template <std::integral T> constexpr T min(T a, T b)
{
    return b < a ? b : a;
}

/// Context: Any context.
/// Return: the larger one.
template <std::integral T> constexpr T max(T a, T b)
{
    return a < b ? b : a;
}

} // namespace kernel
