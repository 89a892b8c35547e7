// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>

#include <algorithm>
#include <string_view>

namespace {
using namespace kernel;

enum class Colour : unsigned char { red, green = 7 };

bool shows(const kunit::Shown &shown, std::string_view text)
{
    return std::string_view(shown.c_str()) == text;
}

Result<> shows_values(kunit::Test &test)
{
    test.expect(shows(kunit::Shown(true), "true"));
    test.expect(shows(kunit::Shown(-3), "-3"));
    test.expect(shows(kunit::Shown(~0ull), "18446744073709551615"));
    test.expect(shows(kunit::Shown(Colour::green), "7"));
    test.expect(shows(kunit::Shown(-EINVAL), "-22"));
    test.expect(shows(kunit::Shown(nullptr), "nullptr"));
    test.expect(shows(kunit::Shown(std::string_view("text, cut").substr(0, 4)), "\"text\""));
    return {};
}

Result<> cuts_long_text(kunit::Test &test)
{
    char text[200];
    std::fill(std::begin(text), std::end(text), 'x');
    const kunit::Shown shown(std::string_view(std::begin(text), std::end(text)));
    test.expect_eq(std::string_view(shown.c_str()).size(), size_t(63));
    return {};
}

Result<> good_expectations_pass(kunit::Test &test)
{
    const int number = 1;
    const int *const here = &number;

    test.expect(number == 1);
    test.expect_eq(number, 1);
    test.expect_eq(here, &number);
    test.expect_ne(here, nullptr);
    test.expect_ne(Colour::red, Colour::green);
    test.expect_error(Result<int>(-ENOENT), -ENOENT);
    test.expect_error(Result<>(-EBUSY), -EBUSY);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(shows_values),
    KUNIT_CASE(cuts_long_text),
    KUNIT_CASE(good_expectations_pass),
};

// What follows is there to fail: tests/kunit/run asks for it and compares what it reports.

Result<> passes(kunit::Test &test)
{
    test.expect_eq(1, 1);
    return {};
}

Result<> skips(kunit::Test &test)
{
    test.skip("nothing to do");
    return {};
}

Result<> fails_expect(kunit::Test &test)
{
    test.expect(false);
    return {};
}

Result<> fails_expect_eq(kunit::Test &test)
{
    test.expect_eq(std::string_view("one"), std::string_view("two"));
    return {};
}

Result<> fails_expect_ne(kunit::Test &test)
{
    test.expect_ne(Colour::green, Colour::green);
    return {};
}

Result<> fails_expect_error(kunit::Test &test)
{
    test.expect_error(Result<>(-ENOENT), -EINVAL);
    test.expect_error(Result<int>(1), -EINVAL);
    return {};
}

Result<> fails_try(kunit::Test &test)
{
    TRY(Result<>(-ENOSPC));
    test.fail(std::source_location::current(), "went on after TRY");
    return {};
}

/// More than the 512 bytes that Linux 6.1 keeps of a case by itself.
Result<> fails_often(kunit::Test &test)
{
    for (int round = 0; round < 20; round++)
        test.expect_eq(round, -1);
    return {};
}

constexpr kunit::Case failing_cases[] = {
    KUNIT_CASE(passes),          KUNIT_CASE(skips),           KUNIT_CASE(fails_expect),
    KUNIT_CASE(fails_expect_eq), KUNIT_CASE(fails_expect_ne), KUNIT_CASE(fails_expect_error),
    KUNIT_CASE(fails_try),       KUNIT_CASE(fails_often),
};

} // namespace

kunit_test_suite("kunit", cases);
kunit_test_suite("kunit_proof", failing_cases, kunit::Run::on_request);
