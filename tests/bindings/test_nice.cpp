// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/nice.hpp>

namespace {
using namespace kernel;

Result<> a_task_becomes_as_nice_as_it_says(kunit::Test &test)
{
    const s32 before = current_nice();
    test.expect_eq(set_current_nice(before), before);
    test.expect_eq(set_current_nice(7), 7);
    test.expect_eq(current_nice(), 7);
    test.expect_eq(set_current_nice(-20), -20);
    test.expect_eq(set_current_nice(before), before);
    return {};
}

Result<> what_is_no_niceness_changes_nothing(kunit::Test &test)
{
    const s32 before = current_nice();
    test.expect_eq(set_current_nice(20), before);
    test.expect_eq(set_current_nice(-21), before);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_task_becomes_as_nice_as_it_says),
    KUNIT_CASE(what_is_no_niceness_changes_nothing),
};
kunit_test_suite("nice", cases);

} // namespace
