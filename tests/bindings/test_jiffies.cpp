// SPDX-License-Identifier: GPL-2.0
#include <bindings/jiffies.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;
using std::chrono::duration;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;

constexpr unsigned int never = std::numeric_limits<unsigned int>::max();

// Whole milliseconds, rounded up: the timeout that is asked for is the least that is waited.
static_assert(detail::to_msecs(milliseconds(0)) == 0);
static_assert(detail::to_msecs(milliseconds(7)) == 7);
static_assert(detail::to_msecs(seconds(3)) == 3000);
static_assert(detail::to_msecs(minutes(2)) == 120'000);
static_assert(detail::to_msecs(microseconds(1)) == 1);
static_assert(detail::to_msecs(microseconds(1000)) == 1);
static_assert(detail::to_msecs(microseconds(1001)) == 2);
static_assert(detail::to_msecs(nanoseconds(1)) == 1);
static_assert(detail::to_msecs(duration<int, std::ratio<1, 3>>(1)) == 334);
static_assert(detail::to_msecs(seconds(-1)) == 0);
static_assert(detail::to_msecs(nanoseconds::min()) == 0);
// What is too long is "never", not short.
static_assert(detail::to_msecs(milliseconds(s64{1} << 32)) == never);
static_assert(detail::to_msecs(hours(24 * 365)) == never);
static_assert(detail::to_msecs(seconds(std::numeric_limits<s64>::max())) == never);
static_assert(detail::to_msecs(milliseconds::max()) == never);

static_assert(Duration<milliseconds>);
static_assert(!Duration<int>);
static_assert(!Duration<duration<unsigned int>>);
static_assert(!Duration<duration<double>>);

Result<> nothing_is_no_jiffy(kunit::Test &test)
{
    test.expect_eq(to_jiffies(seconds(0)), 0ul);
    test.expect_eq(to_jiffies(milliseconds(-5)), 0ul);
    test.expect_eq(to_jiffies(nanoseconds(1)), 1ul);
    return {};
}

Result<> a_second_is_as_many_as_the_kernel_says(kunit::Test &test)
{
    test.expect_eq(to_jiffies(seconds(1)), static_cast<unsigned long>(raw::HZ));
    test.expect_eq(to_jiffies(minutes(1)), 60ul * raw::HZ);
    test.expect_eq(to_jiffies(milliseconds(1000)), to_jiffies(seconds(1)));
    return {};
}

Result<> no_duration_becomes_shorter(kunit::Test &test)
{
    unsafe("arithmetic alone") {
        for (unsigned int ms = 1; ms < 2000; ms++)
            test.expect(raw::jiffies_to_msecs(to_jiffies(milliseconds(ms))) >= ms);
    }
    return {};
}

Result<> what_is_too_long_is_the_longest(kunit::Test &test)
{
    const unsigned long longest = to_jiffies(milliseconds::max());
    test.expect_eq(to_jiffies(hours(24 * 365)), longest);
    test.expect_eq(to_jiffies(milliseconds(s64{1} << 32)), longest);
    test.expect(longest > to_jiffies(hours(24 * 24)));
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(nothing_is_no_jiffy),
    KUNIT_CASE(a_second_is_as_many_as_the_kernel_says),
    KUNIT_CASE(no_duration_becomes_shorter),
    KUNIT_CASE(what_is_too_long_is_the_longest),
};

} // namespace

kunit_test_suite("jiffies", cases);
