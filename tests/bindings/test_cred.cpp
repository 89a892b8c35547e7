// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/security.hpp>

namespace {
using namespace kernel;

Result<> credentials_are_shared(kunit::Test &test)
{
    const Cred first = Cred::current();
    Cred second = first;
    test.expect(&second.raw() == &first.raw());
    const Cred third = std::move(second);
    test.expect(&third.raw() == &first.raw());
    second = third;
    test.expect(&second.raw() == &first.raw());
    return {};
}

Result<> a_module_has_a_name_for_them_or_says_why_not(kunit::Test &test) MAY_SLEEP
{
    const auto context = SecurityContext::of(Cred::current());
    if (context)
        test.expect(!(*context).bytes().empty());
    else
        test.expect(context.error() == -EOPNOTSUPP || context.error() == -EINVAL);
    return {};
}

Result<> root_may_do_all_to_itself(kunit::Test &test) MAY_SLEEP
{
    const Cred own = Cred::current();
    test.expect(static_cast<bool>(security_binder_transaction(own, own)));
    test.expect(static_cast<bool>(security_binder_transfer_binder(own, own)));
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(credentials_are_shared),
    KUNIT_CASE(a_module_has_a_name_for_them_or_says_why_not),
    KUNIT_CASE(root_may_do_all_to_itself),
};
kunit_test_suite("cred", cases);

} // namespace
