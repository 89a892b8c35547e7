// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/mutex.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/pending_signal.hpp>

namespace {
using namespace kernel;

using TestMutex = Mutex<"test.mutex">;

/// Whether an attempt fails; apart, since the analysis refuses an attempt where the lock is held.
bool is_held(TestMutex &mutex)
{
    const auto held = mutex.try_lock();
    return !held && held.error() == -EBUSY;
}

/// Whether waiting for the lock ends with -EINTR.
bool is_interrupted(TestMutex &mutex) MAY_SLEEP
{
    const auto held = mutex.lock_interruptible(may_sleep);
    return !held && held.error() == -EINTR;
}

Result<> guard_locks_to_the_end_of_its_scope(kunit::Test &test) MAY_SLEEP
{
    TestMutex mutex;
    {
        const auto guard = mutex.lock(may_sleep);
        test.expect(is_held(mutex));
    }
    test.expect(!is_held(mutex));
    return {};
}

Result<> try_lock_holds_while_its_result_lives(kunit::Test &test)
{
    TestMutex mutex;
    {
        const auto held = TRY(mutex.try_lock());
        test.expect(is_held(mutex));
    }
    test.expect(!is_held(mutex));
    return {};
}

Result<> lock_interruptible_locks_without_a_signal(kunit::Test &test) MAY_SLEEP
{
    TestMutex mutex;
    {
        const auto held = TRY(mutex.lock_interruptible(may_sleep));
        test.expect(is_held(mutex));
    }
    test.expect(!is_held(mutex));
    return {};
}

Result<> a_signal_ends_the_wait(kunit::Test &test) MAY_SLEEP
{
    TestMutex mutex;
    const Completion<"test.locked"> locked;
    const Completion<"test.enough"> enough;
    // Of another task: lockdep sees through a task that waits for its own lock.
    const auto holder = TRY(elsewhere([&]() MAY_SLEEP {
        const auto guard = mutex.lock(may_sleep);
        locked.complete();
        enough.wait();
    }));
    locked.wait();
    {
        const PendingSignal signal;
        // Without one, to wait now would be to wait for ever.
        test.expect(signal.arrived() && is_interrupted(mutex));
    }
    test.expect(is_held(mutex));
    enough.complete();
    holder.wait();
    test.expect(!is_held(mutex));
    return {};
}

Result<> moving_what_holds_the_lock_keeps_it(kunit::Test &test)
{
    TestMutex mutex;
    auto first = TRY(mutex.try_lock());
    {
        const auto second = std::move(first);
        test.expect(is_held(mutex));
    }
    test.expect(!is_held(mutex));
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(guard_locks_to_the_end_of_its_scope),
    KUNIT_CASE(try_lock_holds_while_its_result_lives),
    KUNIT_CASE(lock_interruptible_locks_without_a_signal),
    KUNIT_CASE(a_signal_ends_the_wait),
    KUNIT_CASE(moving_what_holds_the_lock_keeps_it),
};

} // namespace

kunit_test_suite("mutex", cases);
