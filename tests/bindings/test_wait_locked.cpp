// SPDX-License-Identifier: GPL-2.0
// Waiting for what happens to locked data, as read() and write() of a driver do.
#include <bindings/kunit.hpp>
#include <bindings/wait.hpp>
#include <tests/bindings/elsewhere.hpp>

#include <array>

namespace {
using namespace kernel;

using Queue = WaitQueue<"test.wait_locked">;
using Sleeping = Locked<u32, Mutex<"test.wait_mutex">>;
using Spin = Locked<u32, SpinLock<"test.wait_spin">>;
using SpinIrq = Locked<u32, SpinLockIrq<"test.wait_irq">>;

constexpr auto not_zero = [](const u32 &value) { return value != 0; };

/// What is not zero, taken away, or -EAGAIN.
constexpr auto take = [](u32 &value) -> Result<u32> {
    if (value == 0)
        return -EAGAIN;
    return std::exchange(value, 0);
};

void set(const auto &data, u32 value)
{
    data.with([&](u32 &now) { now = value; });
}

void set(const Sleeping &data, u32 value) MAY_SLEEP
{
    data.with(may_sleep, [&](u32 &now) { now = value; });
}

/// Waits for a value that another task puts behind the lock.
template <class Data> Result<> await_value(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Data data(0u);
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        set(data, 7);
        queue.wake_up();
    }));
    test.expect_eq(TRY(queue.wait_interruptible(data, take)), 7u);

    set(data, 1);
    TRY(queue.wait_interruptible(data, not_zero));
    TRY(queue.wait_killable(data, not_zero));
    test.expect_eq(TRY(queue.wait_killable(data, take)), 1u);
    test.expect_error(queue.wait_timeout(milliseconds(8), data, not_zero), -ETIMEDOUT);
    test.expect_error(queue.wait_timeout(milliseconds(0), data, take), -ETIMEDOUT);
    test.expect_error(queue.wait_interruptible_timeout(milliseconds(8), data, not_zero),
                      -ETIMEDOUT);
    return {};
}

Result<> a_value_behind_a_mutex(kunit::Test &test) MAY_SLEEP
{
    return await_value<Sleeping>(test);
}

Result<> a_value_behind_a_spin_lock(kunit::Test &test) MAY_SLEEP
{
    return await_value<Spin>(test);
}

Result<> a_value_behind_an_irq_spin_lock(kunit::Test &test) MAY_SLEEP
{
    return await_value<SpinIrq>(test);
}

Result<> an_attempt_has_the_mutex_and_may_sleep(kunit::Test &test) MAY_SLEEP
{
    const Queue queue;
    const Sleeping data(0u);
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        set(data, 1);
        queue.wake_up();
    }));
    TRY(queue.wait_interruptible(data, [&](const u32 &value) MAY_SLEEP {
        pause();
        test.expect(!data.try_lock());
        return value == 1;
    }));
    test.expect(bool(data.try_lock()));
    return {};
}

/// A few numbers, in order.
class Ring {
public:
    Result<> put(u32 number)
    {
        if (count_ == numbers_.size())
            return -EAGAIN;
        numbers_[(first_ + count_++) % numbers_.size()] = number;
        return {};
    }

    Result<u32> get()
    {
        if (count_ == 0)
            return -EAGAIN;
        count_--;
        return numbers_[std::exchange(first_, (first_ + 1) % numbers_.size())];
    }

private:
    std::array<u32, 4> numbers_{};
    size_t first_ = 0;
    size_t count_ = 0;
};

/// A blocking pipe, as drivers have them: two queues, one lock.
template <class Lock> Result<> pass_through(kunit::Test &test) MAY_SLEEP
{
    constexpr u32 count = 2000;
    const Locked<Ring, Lock> ring;
    const WaitQueue<"test.readable"> readable;
    const WaitQueue<"test.writable"> writable;
    const auto writer = TRY(elsewhere([&]() MAY_SLEEP {
        for (u32 i = 0; i < count; i++) {
            const auto put = [i](Ring &now) { return now.put(i); };
            if (!writable.wait_timeout(seconds(60), ring, put))
                return;
            readable.wake_up();
        }
    }));
    for (u32 i = 0; i < count; i++) {
        const auto get = [](Ring &now) { return now.get(); };
        test.expect_eq(TRY(readable.wait_timeout(seconds(60), ring, get)), i);
        writable.wake_up();
    }
    return {};
}

Result<> a_pipe_with_a_mutex(kunit::Test &test) MAY_SLEEP
{
    return pass_through<Mutex<"test.ring_mutex">>(test);
}

Result<> a_pipe_with_a_spin_lock(kunit::Test &test) MAY_SLEEP
{
    return pass_through<SpinLock<"test.ring_spin">>(test);
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_value_behind_a_mutex),
    KUNIT_CASE(a_value_behind_a_spin_lock),
    KUNIT_CASE(a_value_behind_an_irq_spin_lock),
    KUNIT_CASE(an_attempt_has_the_mutex_and_may_sleep),
    KUNIT_CASE(a_pipe_with_a_mutex),
    KUNIT_CASE(a_pipe_with_a_spin_lock),
};

} // namespace

kunit_test_suite("wait_locked", cases);
