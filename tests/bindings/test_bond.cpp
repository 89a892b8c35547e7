// SPDX-License-Identifier: GPL-2.0
#include <bindings/bond.hpp>
#include <bindings/kunit.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/unbinding.hpp>

namespace {
using namespace kernel;

/// A device that nobody looks at.
constinit raw::device device{};

Result<> one_may_enter_while_it_lasts(kunit::Test &test) MAY_SLEEP
{
    Unbinding unbinding;
    const auto bond = TRY(Bond::create(device, unbinding));
    {
        const auto first = bond.enter();
        const auto second = bond.enter();
        test.expect(static_cast<bool>(first));
        test.expect(static_cast<bool>(second));
    }
    unbinding.end();
    test.expect_error(bond.enter(), -ENODEV);
    test.expect_error(bond.enter(), -ENODEV);
    return {};
}

Result<> it_may_end_when_nobody_has_it(kunit::Test &test) MAY_SLEEP
{
    Unbinding unbinding;
    {
        auto bond = TRY(Bond::create(device, unbinding));
        const auto taken = std::move(bond);
        test.expect(static_cast<bool>(taken.enter()));
    }
    unbinding.end();
    return {};
}

Result<> what_cannot_be_ended_does_not_begin(kunit::Test &test) MAY_SLEEP
{
    const auto bond =
        Bond::create(device, [](void (*action)(void *), void *data) MAY_SLEEP -> Result<> {
            action(data);
            return -ENOMEM;
        });
    test.expect_error(bond, -ENOMEM);
    return {};
}

/// Who is inside may sleep, and give his place away.
Result<> the_end_waits_for_who_is_inside(kunit::Test &test) MAY_SLEEP
{
    Unbinding unbinding;
    const auto bond = TRY(Bond::create(device, unbinding));
    Atomic<bool> has_ended{false};
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        unbinding.end();
        has_ended.set_release(true);
    }));
    bool ended_early = false;
    {
        auto entered = TRY(bond.enter());
        while (bond.enter())
            pause();
        const auto inside = std::move(entered);
        for (int i = 0; i < 20; i++) {
            pause();
            ended_early = ended_early || has_ended.read_acquire();
        }
    }
    other.wait();
    test.expect(!ended_early);
    test.expect(has_ended.read_acquire());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(one_may_enter_while_it_lasts),
    KUNIT_CASE(it_may_end_when_nobody_has_it),
    KUNIT_CASE(what_cannot_be_ended_does_not_begin),
    KUNIT_CASE(the_end_waits_for_who_is_inside),
};
kunit_test_suite("bond", cases);

} // namespace
