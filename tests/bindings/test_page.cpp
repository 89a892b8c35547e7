// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/page.hpp>
#include <tests/bindings/user_memory.hpp>

#include <array>
#include <string_view>

namespace {
using namespace kernel;

Result<> new_page_is_zero(kunit::Test &test) MAY_SLEEP
{
    const Page page = TRY(Page::alloc(GFP_KERNEL));
    std::array<char, 64> bytes;
    bytes.fill('x');
    page.read(Page::size - bytes.size(), bytes);
    for (const char byte : bytes)
        test.expect_eq(byte, '\0');
    return {};
}

Result<> keeps_what_is_written(kunit::Test &test) MAY_SLEEP
{
    const Page page = TRY(Page::alloc(GFP_KERNEL));
    const std::string_view text = "hello";
    page.write(Page::size - text.size(), text);
    page.zero(Page::size - 4, 1);
    std::array<char, 5> bytes;
    page.read(Page::size - bytes.size(), bytes);
    test.expect_eq(bytes[0], 'h');
    test.expect_eq(bytes[1], '\0');
    test.expect_eq(bytes[4], 'o');
    return {};
}

Result<> copies_refer_to_the_same_page(kunit::Test &test) MAY_SLEEP
{
    Page first = TRY(Page::alloc(GFP_KERNEL));
    const Page second = first;
    first.write(0, std::string_view("a"));
    Page third = std::move(first);
    third = second;
    std::array<char, 1> byte;
    third.read(0, byte);
    test.expect_eq(byte[0], 'a');
    return {};
}

Result<> user_memory_that_is_not_there(kunit::Test &test) MAY_SLEEP
{
    const Page page = TRY(Page::alloc(GFP_KERNEL));
    UserSlice nothing(u64_to_user_ptr<char>(8), 100);
    test.expect_error(page.write_from(0, nothing, 100), -EFAULT);
    test.expect_eq(nothing.size(), 100uz);
    test.expect_error(page.write_from(0, nothing, 101), -EINVAL);
    return {};
}

// What is small is copied in another way.
constexpr auto sizes =
    std::to_array<size_t>({0, 1, 7, 8, 16, 24, 36, 40, 64, 120, 128, 248, 256, 260, 264, 300});

Result<> user_memory_of_any_size(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    std::array<char, 320> pattern;
    for (size_t i = 0; i < pattern.size(); i++)
        pattern[i] = static_cast<char>(i % 127 + 1);
    TRY(memory.slice(0).write(pattern));
    for (const size_t size : sizes) {
        const Page page = TRY(Page::alloc(GFP_KERNEL));
        auto from = memory.slice(8);
        TRY(page.write_from(16, from, size));
        test.expect_eq(from.size(), memory.size() - 8 - size);
        std::array<char, 320> bytes;
        page.read(8, bytes);
        size_t wrong = 0; // one line for each size: the log has no room for one for each byte
        for (size_t i = 0; i < bytes.size(); i++) {
            const bool is_copied = i >= 8 && i - 8 < size;
            wrong += bytes[i] == (is_copied ? pattern[i] : '\0') ? 0 : 1;
        }
        test.expect_eq(wrong, 0uz);
    }
    return {};
}

Result<> user_memory_that_ends(kunit::Test &test) MAY_SLEEP
{
    const auto memory = TRY(UserMemory::map(1));
    const Page page = TRY(Page::alloc(GFP_KERNEL));
    for (const size_t size : sizes) {
        if (size < 2)
            continue;
        UserSlice beyond(
            u64_to_user_ptr<char>(memory.at(static_cast<s64>(memory.size() - size / 2))), size);
        test.expect_error(page.write_from(0, beyond, size), -EFAULT);
        test.expect_eq(beyond.size(), size);
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(new_page_is_zero),
    KUNIT_CASE(keeps_what_is_written),
    KUNIT_CASE(copies_refer_to_the_same_page),
    KUNIT_CASE(user_memory_that_is_not_there),
    KUNIT_CASE(user_memory_of_any_size),
    KUNIT_CASE(user_memory_that_ends),
};
kunit_test_suite("page", cases);

} // namespace
