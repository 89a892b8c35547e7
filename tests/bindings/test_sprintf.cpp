// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/sprintf.hpp>

namespace {
using namespace kernel;

Result<> a_text_is_formatted(kunit::Test &test)
{
    test.expect_eq(ShortText<12>("%d", -2147483647 - 1).view(), std::string_view("-2147483648"));
    test.expect_eq(ShortText<8>("%s %pe", "a", -EIO).view(), std::string_view("a -EIO"));
    return {};
}

Result<> what_is_too_long_is_cut(kunit::Test &test)
{
    test.expect_eq(ShortText<4>("%s", "four").view(), std::string_view("four"));
    test.expect_eq(ShortText<4>("%s", "fives").view(), std::string_view("five"));
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_text_is_formatted),
    KUNIT_CASE(what_is_too_long_is_cut),
};

} // namespace

kunit_test_suite("sprintf", cases);
