// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/raw.hpp>
#include <bindings/spinlock.hpp>

namespace {
using namespace kernel;

bool irqs_disabled()
{
    unsafe("reading the processor's own flag changes nothing") {
        return raw::irqs_disabled();
    }
}

/// Whether an attempt fails; apart, since the analysis refuses an attempt where the lock is held.
bool is_held(auto &lock)
{
    return !lock.try_with([] {});
}

template <class Lock> void guard_locks_to_the_end_of_its_scope(kunit::Test &test)
{
    Lock lock;
    bool held = false;
    {
        const auto guard = lock.lock();
        held = is_held(lock);
    }
    test.expect(held);
    test.expect(!is_held(lock));
}

Result<> plain_guard(kunit::Test &test)
{
    guard_locks_to_the_end_of_its_scope<SpinLock<"test.spin">>(test);
    return {};
}

Result<> irq_guard(kunit::Test &test)
{
    guard_locks_to_the_end_of_its_scope<SpinLockIrq<"test.spin_irq">>(test);
    return {};
}

Result<> irq_guard_restores_interrupts_as_they_were(kunit::Test &test)
{
    SpinLockIrq<"test.outer"> outer;
    SpinLockIrq<"test.inner"> inner;
    bool off_in_both = false;
    bool off_between = false;
    test.expect(!irqs_disabled());
    {
        const auto first = outer.lock();
        {
            const auto second = inner.lock();
            off_in_both = irqs_disabled();
        }
        off_between = irqs_disabled();
    }
    test.expect(off_in_both);
    test.expect(off_between);
    test.expect(!irqs_disabled());
    return {};
}

Result<> try_with_runs_only_with_the_lock(kunit::Test &test)
{
    SpinLock<"test.spin"> lock;
    bool ran = false;
    test.expect(lock.try_with([&] { ran = is_held(lock); }));
    test.expect(ran);
    test.expect(!is_held(lock));
    return {};
}

Result<> irq_try_with_restores_interrupts(kunit::Test &test)
{
    SpinLockIrq<"test.spin_irq"> lock;
    bool off = false;
    bool off_after_failure = true;
    test.expect(lock.try_with([&] {
        off = irqs_disabled();
        off_after_failure = is_held(lock) && irqs_disabled();
    }));
    test.expect(off);
    test.expect(off_after_failure);
    test.expect(!irqs_disabled());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(plain_guard),
    KUNIT_CASE(irq_guard),
    KUNIT_CASE(irq_guard_restores_interrupts_as_they_were),
    KUNIT_CASE(try_with_runs_only_with_the_lock),
    KUNIT_CASE(irq_try_with_restores_interrupts),
};

} // namespace

kunit_test_suite("spinlock", cases);
