// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/moduleparam.hpp>
#include <bindings/moduleparam_string.hpp>

#include <array>
#include <limits>

namespace {
using namespace kernel;

/// Whether a text is taken, and what the value is then.
template <class T> bool takes(ModuleParam<T> &param, const char *text, T wanted)
{
    return param.parse(text) && param.get() == wanted;
}

/// Whether a text is refused with `error`, and the value stays.
template <class T> bool refuses(ModuleParam<T> &param, const char *text, Error error)
{
    const T before = param.get();
    const auto result = param.parse(text);
    return !result && result.error() == error && param.get() == before;
}

template <class T> void keeps_to_its_bounds(kunit::Test &test)
{
    struct Bound {
        const char *least, *below, *most, *above;
    };
    // By size: 1, 2, 4, 8.
    constexpr std::array<Bound, 4> of_signed{{
        {"-128", "-129", "127", "128"},
        {"-32768", "-32769", "32767", "32768"},
        {"-2147483648", "-2147483649", "2147483647", "2147483648"},
        {"-9223372036854775808", "-9223372036854775809", "9223372036854775807",
         "9223372036854775808"},
    }};
    constexpr std::array<Bound, 4> of_unsigned{{
        {"0", "-1", "255", "256"},
        {"0", "-1", "65535", "65536"},
        {"0", "-1", "4294967295", "4294967296"},
        {"0", "-1", "18446744073709551615", "18446744073709551616"},
    }};
    const Bound bound =
        (std::is_signed_v<T> ? of_signed : of_unsigned)[std::bit_width(sizeof(T)) - 1];
    // kstrtoull() takes no sign at all; kstrtoll() one, and a number that no type has is out of range.
    const Error below = std::is_signed_v<T> ? -ERANGE : -EINVAL;
    ModuleParam<T> param{7};
    test.expect(takes(param, bound.least, std::numeric_limits<T>::min()));
    test.expect(refuses(param, bound.below, below));
    test.expect(takes(param, bound.most, std::numeric_limits<T>::max()));
    test.expect(refuses(param, bound.above, -ERANGE));
    test.expect(takes(param, "0x1f\n", static_cast<T>(31)));
    test.expect(refuses(param, "", -EINVAL));
    test.expect(refuses(param, "12 ", -EINVAL));
    test.expect(refuses(param, "twelve", -EINVAL));
}

Result<> every_integer_keeps_to_its_bounds(kunit::Test &test)
{
    keeps_to_its_bounds<signed char>(test);
    keeps_to_its_bounds<unsigned char>(test);
    keeps_to_its_bounds<short>(test);
    keeps_to_its_bounds<unsigned short>(test);
    keeps_to_its_bounds<int>(test);
    keeps_to_its_bounds<unsigned int>(test);
    keeps_to_its_bounds<long>(test);
    keeps_to_its_bounds<unsigned long>(test);
    keeps_to_its_bounds<long long>(test);
    keeps_to_its_bounds<unsigned long long>(test);
    return {};
}

Result<> a_bool_is_said_in_words(kunit::Test &test)
{
    ModuleParam<bool> param{false};
    for (const char *yes : {"1", "y", "Y", "yes", "on", "true"})
        test.expect(takes(param, yes, true));
    for (const char *no : {"0", "n", "N", "no", "off", "false"})
        test.expect(takes(param, no, false));
    test.expect(refuses(param, "2", -EINVAL));
    test.expect(refuses(param, "", -EINVAL));
    // `insmod x.ko flag` gives no text.
    test.expect(takes(param, nullptr, true));
    return {};
}

Result<> a_check_has_the_last_word(kunit::Test &test)
{
    ModuleParam<int> even{2, [](int value) { return value % 2 == 0; }};
    test.expect(takes(even, "-4", -4));
    test.expect(refuses(even, "3", -EINVAL));
    return {};
}

Result<> what_modinfo_shows(kunit::Test &test)
{
    constexpr auto info = param_type_info<ModuleParam<unsigned short>, "parmtype=size:">();
    static_assert(info.back() == '\0');
    test.expect(std::string_view(info.data()) == "parmtype=size:ushort");
    return {};
}

Result<> a_text_fits_or_is_refused(kunit::Test &test)
{
    StringParam<8> text{"initial"};
    test.expect(text.get() == "initial");
    test.expect(text.parse("seven b") && text.get() == "seven b");
    test.expect(text.parse("short") && text.get() == "short");
    test.expect(text.parse("eight by").error() == -ENOSPC);
    test.expect(text.parse(nullptr).error() == -EINVAL);
    test.expect(text.get() == "short");
    test.expect(text.parse("") && text.get().empty());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(every_integer_keeps_to_its_bounds), KUNIT_CASE(a_bool_is_said_in_words),
    KUNIT_CASE(a_check_has_the_last_word),         KUNIT_CASE(what_modinfo_shows),
    KUNIT_CASE(a_text_fits_or_is_refused),
};
kunit_test_suite("moduleparam", cases);

} // namespace
