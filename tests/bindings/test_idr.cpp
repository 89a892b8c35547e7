// SPDX-License-Identifier: GPL-2.0
#include <bindings/chrdev.hpp>
#include <bindings/idr.hpp>
#include <bindings/kunit.hpp>

namespace {
using namespace kernel;

Result<> numbers_are_the_lowest_that_are_free(kunit::Test &test) MAY_SLEEP
{
    const auto ida = TRY(make_ref<Ida>(GFP_KERNEL));
    auto first = TRY(IdaNumber::get(ida, 2));
    test.expect_eq(first.number(), 0u);
    {
        const auto second = TRY(IdaNumber::get(ida, 2));
        test.expect_eq(second.number(), 1u);
        test.expect_eq(TRY(IdaNumber::get(ida, 2)).number(), 2u);
    }
    // Moving gives nothing back, and what is overwritten is given back once.
    IdaNumber moved = std::move(first);
    auto other = TRY(IdaNumber::get(ida, 2));
    test.expect_eq(other.number(), 1u);
    moved = TRY(IdaNumber::get(ida, 2));
    test.expect_eq(moved.number(), 2u);
    test.expect_eq(TRY(IdaNumber::get(ida, 2)).number(), 0u);
    return {};
}

Result<> there_are_no_more_than_allowed(kunit::Test &test) MAY_SLEEP
{
    const auto ida = TRY(make_ref<Ida>(GFP_KERNEL));
    const auto only = TRY(IdaNumber::get(ida, 0));
    test.expect(IdaNumber::get(ida, 0).error() == -ENOSPC);
    test.expect_eq(TRY(IdaNumber::get(ida, 1)).number(), 1u);
    test.expect_eq(ida->ref_count(), 2u);
    return {};
}

Result<> device_numbers_are_in_a_row(kunit::Test &test) MAY_SLEEP
{
    const auto numbers = TRY(DeviceNumbers::create("kcxx-test", 4));
    test.expect(numbers->major() != 0);
    test.expect_eq(numbers->number(3), numbers->number(0) + 3);
    const auto others = TRY(DeviceNumbers::create("kcxx-test", 4));
    test.expect(others->major() != numbers->major());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(numbers_are_the_lowest_that_are_free),
    KUNIT_CASE(there_are_no_more_than_allowed),
    KUNIT_CASE(device_numbers_are_in_a_row),
};
kunit_test_suite("idr", cases);

} // namespace
