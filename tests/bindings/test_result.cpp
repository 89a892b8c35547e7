// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/result.hpp>
#include <bindings/slab.hpp>

namespace {
using namespace kernel;

Result<int> half(int number)
{
    if (number % 2 != 0)
        return -EINVAL;
    return number / 2;
}

Result<int> quarter(int number)
{
    return TRY(half(TRY(half(number))));
}

Result<> is_even(int number)
{
    TRY(half(number));
    return {};
}

Result<> the_error_comes_through(kunit::Test &test)
{
    const auto good = quarter(12);
    test.expect(good && *good == 3);
    for (const int bad : {7, 6}) {
        const auto result = quarter(bad);
        test.expect(!result && result.error() == -EINVAL);
    }
    test.expect(!!is_even(4));
    test.expect(!is_even(5));
    return {};
}

Result<> value_or_another(kunit::Test &test)
{
    test.expect_eq(half(8).value_or(-1), 4);
    test.expect_eq(half(9).value_or(-1), -1);
    return {};
}

Result<> as_c_says_it(kunit::Test &test)
{
    test.expect_eq(to_errno(is_even(2)), 0);
    test.expect_eq(to_errno(is_even(3)), -22);
    test.expect(!!to_result(0));
    test.expect(!!to_result(17));
    const auto busy = to_result(-16);
    test.expect(!busy && busy.error() == -EBUSY);
    return {};
}

/// An owner in a Result is moved, never copied, and destroyed once.
Result<> owners_move_through(kunit::Test &test) MAY_SLEEP
{
    auto made = make_box<int>(GFP_KERNEL, 5);
    if (!made)
        return made.error();
    Box<int> box = made.take();
    test.expect_eq(*box, 5);
    auto boxed = [](Box<int> from) -> Result<Box<int>> { return from; };
    const Box<int> back = TRY(boxed(std::move(box)));
    test.expect_eq(*back, 5);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(the_error_comes_through),
    KUNIT_CASE(value_or_another),
    KUNIT_CASE(as_c_says_it),
    KUNIT_CASE(owners_move_through),
};
kunit_test_suite("result", cases);

} // namespace
