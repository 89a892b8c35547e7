// SPDX-License-Identifier: GPL-2.0
// What libc++ checks, hardened, and what a hosted one would throw.
#pragma once

#include <tests/traps/trap.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <expected>
#include <mdspan>
#include <optional>
#include <span>
#include <variant>

namespace traps {

inline constexpr std::array four{10, 20, 30, 40};

[[gnu::noinline]] inline Result<int> array_index(int number)
{
    return four[static_cast<size_t>(number)];
}

[[gnu::noinline]] inline Result<int> array_at(int number)
{
    return four.at(static_cast<size_t>(number));
}

[[gnu::noinline]] inline Result<int> array_iterator(int number)
{
    return *(four.begin() + number);
}

/// Without an element there is no first one.
[[gnu::noinline]] inline Result<int> span_front(int number)
{
    return std::span(four).first(static_cast<size_t>(number)).front();
}

[[gnu::noinline]] inline Result<int> span_index(int number)
{
    const std::span<const int> values(four);
    return values[static_cast<size_t>(number)];
}

[[gnu::noinline]] inline Result<int> span_iterator(int number)
{
    const std::span<const int> values(four);
    auto at = values.begin();
    for (int i = 0; i < number; i++)
        ++at;
    return *at;
}

[[gnu::noinline]] inline Result<int> span_subspan(int number)
{
    const auto rest = std::span(four).subspan(static_cast<size_t>(number));
    return static_cast<int>(rest.size());
}

[[gnu::noinline]] inline Result<int> string_view_index(int number)
{
    const std::string_view text("text");
    return text[static_cast<size_t>(number)];
}

[[gnu::noinline]] inline Result<int> string_view_iterator(int number)
{
    const std::string_view text("text");
    return *(text.begin() + number);
}

[[gnu::noinline]] inline Result<int> string_view_prefix(int number)
{
    std::string_view text("text");
    text.remove_prefix(static_cast<size_t>(number));
    return static_cast<int>(text.size());
}

[[gnu::noinline]] inline Result<int> string_view_substr(int number)
{
    return static_cast<int>(std::string_view("text").substr(static_cast<size_t>(number)).size());
}

[[gnu::noinline]] inline Result<int> optional_value(int number)
{
    std::optional<int> value;
    if (number < 4)
        value = number;
    return *value;
}

[[gnu::noinline]] inline std::expected<int, int> below_four(int number)
{
    if (number < 4)
        return number;
    return std::unexpected(number);
}

[[gnu::noinline]] inline Result<int> expected_value(int number)
{
    return *below_four(number);
}

[[gnu::noinline]] inline Result<int> expected_error(int number)
{
    return below_four(8 - number).error();
}

[[gnu::noinline]] inline Result<int> variant_get(int number)
{
    std::variant<int, char> value(number);
    if (number >= 4)
        value = 'x';
    return std::get<int>(value);
}

[[gnu::noinline]] inline Result<int> bitset_index(int number)
{
    std::bitset<4> bits;
    return bits[static_cast<size_t>(number)] ? 1 : 0;
}

[[gnu::noinline]] inline Result<int> algorithm_end(int number)
{
    // What it looks for is not there: the result is the end, which nobody may follow.
    return *std::ranges::find(four, number * 10);
}

[[gnu::noinline]] inline Result<int> mdspan_index(int number)
{
    unsafe("the extents are those of the array") {
        const std::mdspan grid(four.data(), std::extents<int, 1, 4>());
        return grid[0, number];
    }
}

using StdlibTraps =
    TrapList<Trap<"array_index", array_index>, Trap<"array_at", array_at>,
             Trap<"array_iterator", array_iterator>, Trap<"span_front", span_front>,
             Trap<"span_index", span_index>, Trap<"span_iterator", span_iterator>,
             Trap<"span_subspan", span_subspan>, Trap<"string_view_index", string_view_index>,
             Trap<"string_view_iterator", string_view_iterator>,
             Trap<"string_view_prefix", string_view_prefix>,
             Trap<"string_view_substr", string_view_substr>, Trap<"optional_value", optional_value>,
             Trap<"expected_value", expected_value>, Trap<"expected_error", expected_error>,
             Trap<"variant_get", variant_get>, Trap<"bitset_index", bitset_index>,
             Trap<"algorithm_end", algorithm_end>, Trap<"mdspan_index", mdspan_index>>;

} // namespace traps
