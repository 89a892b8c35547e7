// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/wait.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/pending_signal.hpp>

namespace {
using namespace kernel;

using Queue = WaitQueue<"test.wait">;
using Spin = Locked<u32, SpinLock<"test.wait_spin">>;

constexpr auto never = [] { return false; };
constexpr auto not_zero = [](const u32 &value) { return value != 0; };

/// What is not zero, taken away, or -EAGAIN.
constexpr auto take = [](u32 &value) -> Result<u32> {
    if (value == 0)
        return -EAGAIN;
    return std::exchange(value, 0);
};

void set(const Spin &data, u32 value)
{
    data.with([&](u32 &now) { now = value; });
}

Result<> what_need_not_wait_is_tried_once(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const PendingSignal signal;
    u32 tries = 0;
    TRY(queue.wait_interruptible([&] { return ++tries == 1; }));
    test.expect_eq(tries, 1u);
    test.expect(signal.arrived());
    return {};
}

Result<> a_value_without_a_lock(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Atomic<u32> value{0};
    const auto at_least = [&](u32 least) { return [&, least] { return value.read() >= least; }; };
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        for (u32 i = 0; i < 4; i++) {
            pause();
            value.inc();
            queue.wake_up();
        }
    }));
    TRY(queue.wait_interruptible(at_least(1)));
    TRY(queue.wait_killable(at_least(2)));
    TRY(queue.wait_timeout(seconds(60), at_least(3)));
    TRY(queue.wait_interruptible_timeout(seconds(60), at_least(4)));
    test.expect_eq(value.read(), 4u);
    return {};
}

Result<> a_wake_up_without_a_reason_is_slept_through(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Atomic<u32> tries{0};
    const Atomic<bool> ready{false};
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        while (tries.read() < 2) // from the second on it is in the queue
            pause();
        for (u32 i = 0; i < 5; i++) {
            const u32 before = tries.read();
            queue.wake_up();
            while (tries.read() == before)
                pause();
        }
        ready.set(true);
        queue.wake_up();
    }));
    TRY(queue.wait_timeout(seconds(60), [&] {
        tries.inc();
        return ready.read();
    }));
    test.expect(tries.read() >= 8);
    return {};
}

Result<> a_wake_up_before_the_nap_is_not_missed(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Stopwatch watch;
    u32 tries = 0;
    TRY(queue.wait_timeout(seconds(60), [&] {
        queue.wake_up(); // by whoever changes, just now, what this attempt has already seen
        return ++tries == 10;
    }));
    test.expect(watch.elapsed() < 50'000);
    return {};
}

Result<> a_wake_up_without_a_waiter_is_forgotten(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Stopwatch watch;
    queue.wake_up();
    test.expect_error(queue.wait_timeout(milliseconds(100), never), -ETIMEDOUT);
    test.expect(watch.elapsed() >= 90); // to the jiffy
    return {};
}

Result<> the_last_attempt_comes_after_the_timeout(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    u32 tries = 0;
    TRY(queue.wait_timeout(milliseconds(8), [&] { return ++tries == 3; }));
    test.expect_error(queue.wait_interruptible_timeout(seconds(-1), never), -ETIMEDOUT);
    return {};
}

Result<> a_signal_ends_an_interruptible_wait(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Spin data(0u);
    const PendingSignal signal;
    if (!signal.arrived())
        return -ESRCH;
    test.expect_error(queue.wait_interruptible(never), -ERESTARTSYS);
    test.expect_error(queue.wait_interruptible(data, take), -ERESTARTSYS);
    test.expect_error(queue.wait_interruptible_timeout(seconds(60), never), -ERESTARTSYS);
    set(data, 3);
    test.expect_eq(TRY(queue.wait_interruptible(data, take)), 3u);
    return {};
}

Result<> only_a_fatal_signal_ends_a_killable_wait(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Spin data(0u);
    {
        const PendingSignal signal;
        const auto other = TRY(elsewhere([&] {
            set(data, 1);
            queue.wake_up();
        }));
        test.expect(signal.arrived());
        TRY(queue.wait_killable(data, not_zero));
    }
    const PendingSignal<raw::SIGKILL> signal;
    if (!signal.arrived())
        return -ESRCH;
    test.expect_error(queue.wait_killable(never), -ERESTARTSYS);
    test.expect_error(queue.wait_timeout(milliseconds(8), never), -ETIMEDOUT);
    return {};
}

Result<> an_attempt_that_fails_ends_the_wait(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Spin data(0u);
    const auto gone = [](u32 &) -> Result<u32> { return -ENODEV; };
    test.expect_error(queue.wait_interruptible(data, gone), -ENODEV);

    u32 tries = 0;
    test.expect_error(queue.wait_timeout(seconds(60),
                                         [&] -> Result<> {
                                             queue.wake_up();
                                             if (++tries < 5)
                                                 return -EAGAIN;
                                             return -EIO;
                                         }),
                      -EIO);
    test.expect_eq(tries, 5u);
    return {};
}

Result<> a_wake_up_is_for_everybody(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Atomic<u32> tries{0};
    const Atomic<bool> ready{false};
    const Atomic<u32> gone_on{0};
    const auto waiter = [&]() MAY_SLEEP {
        const auto outcome = queue.wait_timeout(seconds(60), [&] {
            tries.inc();
            return ready.read();
        });
        if (outcome)
            gone_on.inc();
    };
    {
        const auto first = TRY(elsewhere(waiter));
        const auto second = TRY(elsewhere(waiter));
        while (tries.read() < 4)
            pause();
        ready.set(true);
        queue.wake_up();
    }
    test.expect_eq(gone_on.read(), 2u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_need_not_wait_is_tried_once),
    KUNIT_CASE(a_value_without_a_lock),
    KUNIT_CASE(a_wake_up_without_a_reason_is_slept_through),
    KUNIT_CASE(a_wake_up_before_the_nap_is_not_missed),
    KUNIT_CASE(a_wake_up_without_a_waiter_is_forgotten),
    KUNIT_CASE(the_last_attempt_comes_after_the_timeout),
    KUNIT_CASE(a_signal_ends_an_interruptible_wait),
    KUNIT_CASE(only_a_fatal_signal_ends_a_killable_wait),
    KUNIT_CASE(an_attempt_that_fails_ends_the_wait),
    KUNIT_CASE(a_wake_up_is_for_everybody),
};

} // namespace

kunit_test_suite("wait", cases);
