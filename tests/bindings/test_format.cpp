// SPDX-License-Identifier: GPL-2.0
#include <bindings/fixed_string.hpp>
#include <bindings/kunit.hpp>
#include <bindings/uaccess.hpp>

namespace {
using namespace kernel;

/// Whether a format of this text is compiled for these arguments.
template <FixedString text, class... Args>
concept Accepted = requires { typename std::bool_constant<(Format<Args...>(text.text), true)>; };

/// What the kernel makes of a format.
class Printed {
public:
    template <class... Args>
    explicit Printed(Format<std::type_identity_t<Args>...> text, Args... args)
    {
        unsafe("the format was checked, and scnprintf keeps to the size of the buffer") {
            raw::scnprintf(text_, sizeof(text_), text.c_str(), format::passed(args)...);
        }
    }

    std::string_view view() const [[clang::lifetimebound]] { return text_; }

private:
    char text_[80]{};
};

enum class Color : u8 { red = 7, blue = 200 };

Result<> integers_print_in_full(kunit::Test &test)
{
    test.expect_eq(Printed("%d %u", -5, 4'000'000'000u).view(), "-5 4000000000");
    test.expect_eq(Printed("%ld %lu", -5l, ~0ul).view(), "-5 18446744073709551615");
    test.expect_eq(Printed("%lld %llu", -5ll, ~0ull).view(), "-5 18446744073709551615");
    test.expect_eq(Printed("%zu %zd", ~size_t{0}, ssize_t{-1}).view(), "18446744073709551615 -1");
    test.expect_eq(Printed("%x %X %#o", 0xabu, 0xabu, 8u).view(), "ab AB 010");
    test.expect_eq(Printed("%llx", 0x123456789abcdefull).view(), "123456789abcdef");
    return {};
}

Result<> what_is_short_keeps_its_value(kunit::Test &test)
{
    test.expect_eq(Printed("%d %u", s8{-1}, u8{255}).view(), "-1 255");
    test.expect_eq(Printed("%hd %hhu", s16{-2}, u8{200}).view(), "-2 200");
    test.expect_eq(Printed("%d %u %c", true, Color::blue, 'x').view(), "1 200 x");
    return {};
}

Result<> flags_widths_and_precisions_are_heeded(kunit::Test &test)
{
    test.expect_eq(Printed("[%5d|%-5d|%05d|%+d]", 42, 42, 42, 42).view(),
                   "[   42|42   |00042|+42]");
    test.expect_eq(Printed("[%*d|%-*d]", 4, 7, 4, 7).view(), "[   7|7   ]");
    test.expect_eq(Printed("[%.2s|%.*s|%6.3s]", "long", 1, "long", "long").view(), "[lo|l|   lon]");
    test.expect_eq(Printed("100%% of %s", "it").view(), "100% of it");
    return {};
}

Result<> an_error_prints_as_its_name_or_number(kunit::Test &test)
{
    const auto text = Printed("<%pe>", Error(-ENOMEM));
    test.expect(text.view() == "<-ENOMEM>" || text.view() == "<-12>");
    return {};
}

Result<> length_modifiers_are_those_of_the_kernel(kunit::Test &test)
{
    test.expect(Accepted<"%hhd %hd %d %ld %lld %zd %td", s8, s16, int, long, s64, ssize_t, long>);
    // The kernel warns of these, and prints nothing more of the line.
    test.expect(!Accepted<"%jd", long>);
    test.expect(!Accepted<"%llld", long>);
    test.expect(!Accepted<"%hhhd", int>);
    test.expect(!Accepted<"%hld", long>);
    test.expect(!Accepted<"%zld", long>);
    test.expect(!Accepted<"%l", long>);
    test.expect(!Accepted<"%n", int *>);
    test.expect(!Accepted<"%f", double>);
    return {};
}

Result<> pointers_have_no_extensions(kunit::Test &test)
{
    test.expect(Accepted<"%p, %pe.", const void *, Error>);
    // The kernel takes all letters and digits behind %p for its own, and follows the pointer.
    test.expect(!Accepted<"%p4cc", const void *>);
    test.expect(!Accepted<"%p0", const void *>);
    test.expect(!Accepted<"%pS", const void *>);
    test.expect(!Accepted<"%pex", Error>);
    test.expect(!Accepted<"%pe2", Error>);
    test.expect(!Accepted<"%pe", const void *>);
    test.expect(!Accepted<"%p", Error>);
    test.expect(!Accepted<"%p", UserPtr<int>>);
    return {};
}

Result<> counts_and_types_must_fit(kunit::Test &test)
{
    test.expect(Accepted<"none">);
    test.expect(!Accepted<"%d">);
    test.expect(!Accepted<"none", int>);
    test.expect(!Accepted<"%d", long>);
    test.expect(!Accepted<"%u", int>);
    test.expect(!Accepted<"%d", unsigned int>);
    test.expect(!Accepted<"%s", int>);
    test.expect(!Accepted<"%d", const char *>);
    test.expect(!Accepted<"%*d", unsigned int, int>);
    test.expect(!Accepted<"%*d", int>);
    test.expect(!Accepted<"%.*s", long, const char *>);
    test.expect(!Accepted<"%">);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(integers_print_in_full),
    KUNIT_CASE(what_is_short_keeps_its_value),
    KUNIT_CASE(flags_widths_and_precisions_are_heeded),
    KUNIT_CASE(an_error_prints_as_its_name_or_number),
    KUNIT_CASE(length_modifiers_are_those_of_the_kernel),
    KUNIT_CASE(pointers_have_no_extensions),
    KUNIT_CASE(counts_and_types_must_fit),
};
kunit_test_suite("format", cases);

} // namespace
