// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/devres.hpp>
#include <bindings/kunit.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/unbinding.hpp>

#include <optional>

namespace {
using namespace kernel;

/// Counts how many of its kind hold the counter: a moved-from one does not.
class Resource {
public:
    Resource(int &alive, int value) : value(value), alive_(&alive) { ++*alive_; }
    Resource(Resource &&from) noexcept
        : value(from.value), alive_(std::exchange(from.alive_, nullptr))
    {}
    Resource &operator=(Resource &&) = delete;
    ~Resource()
    {
        if (alive_)
            --*alive_;
    }

    int value;

private:
    int *alive_;
};

Result<> the_resource_is_there_while_bound(kunit::Test &test) MAY_SLEEP
{
    int alive = 0;
    Unbinding bond;
    {
        const auto devres = TRY(Devres<Resource>::create(Resource(alive, 5), bond));
        {
            auto access = devres.try_access();
            if (!access)
                return access.error();
            test.expect_eq((*access)->value, 5);
            test.expect_eq((**access).value, 5);
        }
        test.expect_eq(alive, 1);
        bond.end();
        test.expect_error(devres.try_access(), -ENODEV);
        test.expect_error(devres.try_access(), -ENODEV);
    }
    test.expect_eq(alive, 0);
    return {};
}

Result<> the_bond_may_last_longer(kunit::Test &test) MAY_SLEEP
{
    int alive = 0;
    Unbinding bond;
    {
        auto devres = TRY(Devres<Resource>::create(Resource(alive, 5), bond));
        const auto taken = std::move(devres);
        test.expect(static_cast<bool>(taken.try_access()));
    }
    test.expect_eq(alive, 1);
    bond.end();
    test.expect_eq(alive, 0);
    return {};
}

Result<> without_a_bond_there_is_no_resource(kunit::Test &test) MAY_SLEEP
{
    int alive = 0;
    // As devm_add_action_or_reset(): what cannot be added is called at once.
    const auto devres = Devres<Resource>::create(
        Resource(alive, 5), [](void (*action)(void *), void *data) MAY_SLEEP -> Result<> {
            action(data);
            return -ENOMEM;
        });
    test.expect_error(devres, -ENOMEM);
    test.expect_eq(alive, 0);
    return {};
}

Result<> the_end_waits_for_who_has_access(kunit::Test &test) MAY_SLEEP
{
    int alive = 0;
    Unbinding bond;
    const auto devres = TRY(Devres<Resource>::create(Resource(alive, 5), bond));
    Atomic<bool> ended{false};
    const Completion<"test.ending"> ending;
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        ending.complete();
        bond.end();
        ended.set_release(true);
    }));
    bool ended_early = false;
    bool seen_gone = false;
    {
        const auto access = devres.try_access();
        test.expect(static_cast<bool>(access));
        // Nothing sleeps while it has access: the other task needs another processor.
        const Stopwatch stopwatch;
        while (!seen_gone && stopwatch.elapsed() < 2000)
            seen_gone = !devres.try_access();
        const Stopwatch since_gone;
        while (since_gone.elapsed() < 100)
            ended_early = ended_early || ended.read_acquire();
    }
    ending.wait();
    other.wait();
    if (!seen_gone)
        test.skip("the other task did not run meanwhile: one processor?");
    test.expect(!ended_early);
    test.expect(ended.read_acquire());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(the_resource_is_there_while_bound),
    KUNIT_CASE(the_bond_may_last_longer),
    KUNIT_CASE(without_a_bond_there_is_no_resource),
    KUNIT_CASE(the_end_waits_for_who_has_access),
};
kunit_test_suite("devres", cases);

} // namespace
