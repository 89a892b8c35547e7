// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/timer.hpp>
#include <tests/bindings/elsewhere.hpp>

namespace {
using namespace kernel;

constexpr seconds enough{10};
constexpr std::chrono::hours far{24};
// Not before the next statement, also where others have the processor meanwhile.
constexpr milliseconds soon{500};
constexpr u32 endless = ~0U; // turns

/// What a timer calls. It says after each turn when it wants the next.
class Clock : public RefCounted<Clock> {
public:
    explicit Clock(u32 turns_wanted = 1, const Atomic<u32> *gone = nullptr)
        : gone_(gone), wanted_(turns_wanted)
    {}
    ~Clock()
    {
        if (gone_)
            gone_->inc();
    }

    std::optional<milliseconds> tick() const
    {
        unsafe("asks where it is") {
            in_task_.set(raw::in_task());
        }
        const u32 turn = turns.fetch_add(1) + 1;
        begun.complete();
        // Who lets it go needs another processor.
        const Stopwatch stopwatch;
        while (is_held.read_acquire() && stopwatch.elapsed() < 2000)
            ;
        ended.inc();
        if (turn == wanted_)
            done.complete();
        if (turn >= wanted_)
            return std::nullopt;
        return milliseconds(5);
    }
    bool was_in_task() const { return in_task_.read(); }

    Atomic<u32> turns;
    Atomic<u32> ended;
    Atomic<bool> is_held;
    Completion<"test.tick_begun"> begun;
    Completion<"test.ticks_done"> done;

private:
    const Atomic<u32> *gone_;
    u32 wanted_;
    Atomic<bool> in_task_{true};
};
using ClockTimer = Timer<&Clock::tick>;

Result<> it_calls_once_in_time(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL));
    const ClockTimer timer(clock);
    const Stopwatch stopwatch;
    timer.start(milliseconds(100));
    TRY(clock->done.wait_timeout(enough));
    test.expect(stopwatch.elapsed() >= 95);
    test.expect(!clock->was_in_task());
    test.expect(!timer.cancel_sync());
    test.expect_eq(clock->turns.read(), 1u);
    return {};
}

Result<> the_method_asks_for_the_next_turn(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL, 3u));
    const ClockTimer timer(clock);
    timer.start(milliseconds(0));
    TRY(clock->done.wait_timeout(enough));
    timer.cancel_sync();
    test.expect_eq(clock->turns.read(), 3u);
    return {};
}

Result<> started_again_it_is_moved(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL));
    const ClockTimer timer(clock);
    timer.start(far);
    timer.start(milliseconds(20));
    TRY(clock->begun.wait_timeout(enough));
    timer.start(soon);
    timer.start(far);
    test.expect_error(clock->begun.wait_timeout(2 * soon), -ETIMEDOUT);
    test.expect(timer.cancel_sync());
    test.expect_eq(clock->turns.read(), 1u);
    return {};
}

Result<> cancelled_it_calls_no_more(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL));
    const ClockTimer timer(clock);
    test.expect(!timer.cancel_sync());
    timer.start(soon);
    test.expect(timer.cancel_sync());
    test.expect(!timer.cancel_sync());
    test.expect_error(clock->begun.wait_timeout(2 * soon), -ETIMEDOUT);
    return {};
}

/// Lets go a method that is held, a while after `what` has begun to wait for it.
template <class F> Result<> end_meanwhile(kunit::Test &test, const Clock &clock, F &&what) MAY_SLEEP
{
    TRY(clock.begun.wait_timeout(enough));
    const auto other = TRY(elsewhere([&]() MAY_SLEEP { clock.is_held.set_release(false); }));
    what();
    // If it was let go before, it may have had some more turns.
    const u32 ended = clock.ended.read();
    test.expect_eq(clock.turns.read(), ended);
    other.wait();
    test.expect_error(clock.done.wait_timeout(milliseconds(100)), -ETIMEDOUT);
    test.expect_eq(clock.turns.read(), ended);
    return {};
}

Result<> cancel_waits_for_the_method_and_its_next_turn(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL, endless));
    const ClockTimer timer(clock);
    clock->is_held.set_release(true);
    timer.start(milliseconds(0));
    return end_meanwhile(test, *clock, [&]() MAY_SLEEP { timer.cancel_sync(); });
}

Result<> its_end_waits_for_the_method_and_its_next_turn(kunit::Test &test) MAY_SLEEP
{
    const auto clock = TRY(make_ref<Clock>(GFP_KERNEL, endless));
    auto timer = TRY(make_box<ClockTimer>(GFP_KERNEL, clock));
    clock->is_held.set_release(true);
    timer->start(milliseconds(0));
    return end_meanwhile(test, *clock, [&]() MAY_SLEEP { const auto ended = std::move(timer); });
}

Result<> it_keeps_its_object(kunit::Test &test) MAY_SLEEP
{
    const Atomic<u32> gone;
    auto clock = TRY(make_ref<Clock>(GFP_KERNEL, 1u, &gone));
    {
        const ClockTimer timer(clock);
        clock.reset();
        timer.start(far);
        test.expect_eq(gone.read(), 0u);
    }
    test.expect_eq(gone.read(), 1u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(it_calls_once_in_time),
    KUNIT_CASE(the_method_asks_for_the_next_turn),
    KUNIT_CASE(started_again_it_is_moved),
    KUNIT_CASE(cancelled_it_calls_no_more),
    KUNIT_CASE(cancel_waits_for_the_method_and_its_next_turn),
    KUNIT_CASE(its_end_waits_for_the_method_and_its_next_turn),
    KUNIT_CASE(it_keeps_its_object),
};
kunit_test_suite("timer", cases);

} // namespace
