// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/locked.hpp>

namespace {
using namespace kernel;

/// Takes its values from a constructor, and can be neither copied nor moved.
struct Pair {
    Pair(u32 a, u32 b) : first(a), second(b) {}
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;

    u32 first = 0;
    u32 second = 0;
};

using Spin = Locked<Pair, SpinLock<"test.pair">>;
using SpinIrq = Locked<Pair, SpinLockIrq<"test.pair_irq">>;
using Sleeping = Locked<Pair, Mutex<"test.pair_mutex">>;

bool is_held(const auto &spin)
{
    return !spin.try_with([](Pair &) {});
}

bool is_held(const Sleeping &sleeping)
{
    const auto held = sleeping.try_lock();
    return !held && held.error() == -EBUSY;
}

template <class Data> void spin_access(kunit::Test &test)
{
    const Data data(1u, 2u);
    bool held_by_guard = false;
    {
        auto pair = data.lock();
        pair->first += 10;
        (*pair).second += 10;
        held_by_guard = is_held(data);
    }
    test.expect(held_by_guard);

    const bool held_by_with = data.with([&](Pair &pair) {
        pair.first++;
        return is_held(data);
    });
    test.expect(held_by_with);

    test.expect(data.try_with([](Pair &pair) { pair.second++; }));
    test.expect(!is_held(data));
    test.expect_eq(data.with([](const Pair &pair) { return pair.first; }), 12u);
    test.expect_eq(data.with([](const Pair &pair) { return pair.second; }), 13u);
}

Result<> spin_lock_gives_access(kunit::Test &test)
{
    spin_access<Spin>(test);
    return {};
}

Result<> irq_spin_lock_gives_access(kunit::Test &test)
{
    spin_access<SpinIrq>(test);
    return {};
}

Result<> mutex_gives_access(kunit::Test &test) MAY_SLEEP
{
    const Sleeping data(1u, 2u);
    {
        auto pair = data.lock(may_sleep);
        pair->first += 10;
        (*pair).second += 10;
        test.expect(is_held(data));
    }
    const bool held_by_with = data.with(may_sleep, [&](Pair &pair) {
        pair.first++;
        return is_held(data);
    });
    test.expect(held_by_with);
    test.expect(!is_held(data));
    test.expect_eq(data.with(may_sleep, [](const Pair &pair) { return pair.first; }), 12u);
    return {};
}

Result<> mutex_attempts_give_access(kunit::Test &test) MAY_SLEEP
{
    const Sleeping data(1u, 2u);
    {
        auto pair = TRY(data.try_lock());
        pair->first = 5;
        test.expect(is_held(data));
    }
    {
        auto pair = TRY(data.lock_interruptible(may_sleep));
        (*pair).second = pair->first + 1;
        const auto moved = std::move(pair);
        test.expect(is_held(data));
        test.expect_eq(moved->second, 6u);
    }
    test.expect(!is_held(data));
    return {};
}

Result<> default_value(kunit::Test &test)
{
    const Locked<u32, SpinLock<"test.number">> number;
    test.expect_eq(number.with([](u32 &value) { return value; }), 0u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(spin_lock_gives_access), KUNIT_CASE(irq_spin_lock_gives_access),
    KUNIT_CASE(mutex_gives_access),     KUNIT_CASE(mutex_attempts_give_access),
    KUNIT_CASE(default_value),
};

} // namespace

kunit_test_suite("locked", cases);
