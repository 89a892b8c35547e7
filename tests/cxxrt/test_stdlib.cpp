// SPDX-License-Identifier: GPL-2.0
// What of the standard library is promised in README, compiled and run in the kernel.
#include <bindings/kunit.hpp>
#include <bindings/slab.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <charconv>
#include <chrono>
#include <expected>
#include <functional>
#include <mdspan>
#include <memory>
#include <new>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <tuple>
#include <variant>

namespace {
using namespace kernel;

Result<> algorithms(kunit::Test &test)
{
    std::array values{5, 3, 9, 1, 7};
    std::ranges::sort(values);
    test.expect(std::ranges::is_sorted(values));
    test.expect_eq(values.front(), 1);
    test.expect_eq(std::accumulate(values.begin(), values.end(), 0), 25);
    test.expect(std::ranges::binary_search(values, 9));
    const auto found = std::ranges::find_if(values, [](int value) { return value > 6; });
    test.expect_eq(*found, 7);
    return {};
}

/// std::sort of integers is not in a header: the runtime has the instantiations.
template <class T> bool sorts()
{
    std::array<T, 40> values{};
    for (size_t i = 0; i < values.size(); i++)
        values[i] = static_cast<T>((i * 37 + 11) % 41);
    std::sort(values.begin(), values.end());
    return std::is_sorted(values.begin(), values.end());
}

Result<> sorts_integers(kunit::Test &test)
{
    test.expect(sorts<char>());
    test.expect(sorts<signed char>());
    test.expect(sorts<unsigned char>());
    test.expect(sorts<short>());
    test.expect(sorts<unsigned short>());
    test.expect(sorts<int>());
    test.expect(sorts<unsigned int>());
    test.expect(sorts<long>());
    test.expect(sorts<unsigned long>());
    test.expect(sorts<long long>());
    test.expect(sorts<unsigned long long>());
    return {};
}

Result<> views(kunit::Test &test)
{
    const std::array values{1, 2, 3, 4, 5, 6};
    int sum = 0;
    for (const int value : values | std::views::filter([](int v) { return v % 2 == 0; }) |
                               std::views::transform([](int v) { return v * 10; }))
        sum += value;
    test.expect_eq(sum, 120);
    const std::span tail = std::span(values).last(2);
    test.expect_eq(tail[0], 5);
    const std::mdspan grid(values.data(), 2, 3);
    test.expect_eq(grid[1, 2], 6);
    return {};
}

Result<> text(kunit::Test &test)
{
    constexpr std::string_view line = "limit=42";
    const auto at = line.find('=');
    test.expect_eq(line.substr(0, at), std::string_view("limit"));
    const std::string_view digits = line.substr(at + 1);
    int value = 0;
    const auto [end, error] =
        std::from_chars(std::to_address(digits.begin()), std::to_address(digits.end()), value);
    test.expect(error == std::errc{} && end == std::to_address(digits.end()));
    test.expect_eq(value, 42);
    std::array<char, 8> buffer{};
    const auto written =
        std::to_chars(std::to_address(buffer.begin()), std::to_address(buffer.end()), -17);
    test.expect(written.ec == std::errc{});
    test.expect_eq(written.ptr - buffer.data(), 3l);
    test.expect(std::ranges::equal(std::span(buffer).first(3), std::string_view("-17")));
    return {};
}

Result<> errors_have_the_kernels_numbers(kunit::Test &test)
{
    test.expect_eq(static_cast<int>(std::errc::invalid_argument), 22);
    test.expect_eq((-EINVAL).to_errno(), -22);
    test.expect_eq((-ERESTARTSYS).to_errno(), -512);
    return {};
}

Result<> sums(kunit::Test &test)
{
    std::optional<int> maybe;
    test.expect(!maybe);
    maybe = 3;
    test.expect_eq(maybe.value_or(0), 3);
    std::expected<int, int> result = std::unexpected(-5);
    test.expect_eq(result.error(), -5);
    result = 6;
    test.expect_eq(result.transform([](int value) { return value + 1; }).value_or(0), 7);
    std::variant<int, std::string_view> either = std::string_view("text");
    const size_t size = std::visit(
        [](const auto &value) -> size_t {
            if constexpr (requires { value.size(); })
                return value.size();
            else
                return 0;
        },
        either);
    test.expect_eq(size, 4uz);
    const auto [first, second] = std::tuple(1, 'x');
    test.expect_eq(first, 1);
    test.expect_eq(second, 'x');
    return {};
}

Result<> bits_and_time(kunit::Test &test)
{
    test.expect_eq(std::countl_zero(1u), 31);
    test.expect_eq(std::bit_ceil(33u), 64u);
    test.expect_eq(std::byteswap(u32{0x12345678}), u32{0x78563412});
    std::bitset<70> set;
    set.set(69);
    test.expect_eq(set.count(), 1uz);
    using namespace std::chrono_literals;
    test.expect_eq(std::chrono::duration_cast<std::chrono::milliseconds>(2s).count(), 2000l);
    return {};
}

struct Shape {
    virtual ~Shape() = default;
    virtual int area() const = 0;
};
struct Square final : Shape {
    explicit Square(int side) : side(side) {}
    int area() const override { return side * side; }
    int side;
};

Result<> virtual_calls(kunit::Test &test) MAY_SLEEP
{
    const auto square = TRY(make_box<Square>(GFP_KERNEL, 5));
    const Shape &shape = *square;
    test.expect_eq(shape.area(), 25);
    return {};
}

Result<> nothrow_new(kunit::Test &test)
{
    struct alignas(64) Line {
        std::array<char, 100> bytes{};
    };
    auto *line = new (std::nothrow) Line;
    test.expect(line != nullptr);
    test.expect_eq(std::bit_cast<uintptr_t>(line) % 64, 0uz);
    delete line;
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(algorithms),
    KUNIT_CASE(sorts_integers),
    KUNIT_CASE(views),
    KUNIT_CASE(text),
    KUNIT_CASE(errors_have_the_kernels_numbers),
    KUNIT_CASE(sums),
    KUNIT_CASE(bits_and_time),
    KUNIT_CASE(virtual_calls),
    KUNIT_CASE(nothrow_new),
};

} // namespace

kunit_test_suite("stdlib", cases);
