// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/pid.hpp>

namespace {
using namespace kernel;

Result<> the_caller_has_a_number(kunit::Test &test)
{
    test.expect(current_pid() > 0);
    test.expect(Pid::current().number_here() > 0);
    return {};
}

Result<> copies_are_the_same_process(kunit::Test &test)
{
    const Pid first = Pid::current();
    Pid second = first;
    test.expect_eq(second.number_here(), first.number_here());
    const Pid third = std::move(second);
    test.expect_eq(third.number_here(), first.number_here());
    test.expect(third.is(first) && third.is(Pid::current()));
    second = third;
    test.expect_eq(second.number_here(), first.number_here());
    return {};
}

Result<> tests_run_as_root(kunit::Test &test)
{
    test.expect_eq(Kuid::current_euid().number_here(), 0u);
    test.expect(Kuid::current_euid() == Kuid::current_euid());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(the_caller_has_a_number),
    KUNIT_CASE(copies_are_the_same_process),
    KUNIT_CASE(tests_run_as_root),
};
kunit_test_suite("pid", cases);

} // namespace
