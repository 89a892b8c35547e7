// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/page.hpp>

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

constexpr kunit::Case cases[] = {
    KUNIT_CASE(new_page_is_zero),
    KUNIT_CASE(keeps_what_is_written),
    KUNIT_CASE(copies_refer_to_the_same_page),
    KUNIT_CASE(user_memory_that_is_not_there),
};
kunit_test_suite("page", cases);

} // namespace
