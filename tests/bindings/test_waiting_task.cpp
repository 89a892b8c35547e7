// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/waiting_task.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/pending_signal.hpp>

namespace {
using namespace kernel;

/// A value that one task waits for.
struct State {
    u32 value = 0;
    u32 tries = 0;
    bool is_over = false;
    WaitingTask waiter;

    u32 moves() const { return tries; }
    void end()
    {
        is_over = true;
        waiter.wake_up();
    }
};
using Shared = Locked<State, SpinLock<"test.waiting_task">>;

/// What is not zero, taken away.
Result<u32> take(State &state)
{
    state.tries++;
    if (state.is_over)
        return -ETIMEDOUT;
    if (state.value == 0)
        return -EAGAIN;
    return std::exchange(state.value, 0);
}

Result<u32> await_value(const Shared &shared) MAY_SLEEP
{
    return wait_interruptible(shared, &State::waiter, take);
}

/// For a task that has to be asleep, or nearly.
void await_tries(const Shared &shared, u32 tries) MAY_SLEEP
{
    while (shared.with([](State &state) { return state.tries; }) < tries)
        pause();
}

void end(const auto &shared)
{
    shared.with([](auto &state) { state.end(); });
}

/// Ends waits once nothing has moved for long: a wake-up that is lost fails its case, and does not hang
/// it. How long all of them take is no failure.
void end_at_standstill(const auto &shared) MAY_SLEEP
{
    constexpr u32 long_enough = 10'000;
    u32 moves = 0;
    for (u32 pauses = 0; pauses < long_enough; pauses++) {
        const auto [now, is_over] =
            shared.with([](auto &state) { return std::pair(state.moves(), state.is_over); });
        if (is_over)
            return;
        if (std::exchange(moves, now) != now)
            pauses = 0;
        pause();
    }
    end(shared);
}

Result<> what_need_not_wait_is_tried_once(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const PendingSignal signal;
    shared.with([](State &state) { state.value = 7; });
    test.expect_eq(TRY(await_value(shared)), 7u);
    test.expect_eq(shared.with([](State &state) { return state.tries; }), 1u);
    test.expect(signal.arrived());
    return {};
}

Result<> a_wake_up_without_a_waiter_is_forgotten(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    shared.with([](State &state) {
        state.waiter.wake_up();
        state.waiter.wake_up_sync();
    });
    const auto watchdog = TRY(elsewhere([&] { end(shared); }));
    test.expect_error(await_value(shared), -ETIMEDOUT);
    return {};
}

/// One of the two ways to wake up.
template <void (WaitingTask::*wake)()> Result<> wakes(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const auto watchdog = TRY(elsewhere([&]() MAY_SLEEP { end_at_standstill(shared); }));
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        await_tries(shared, 1);
        shared.with([](State &state) {
            state.value = 5;
            (state.waiter.*wake)();
        });
    }));
    test.expect_eq(TRY(await_value(shared)), 5u);
    test.expect_eq(shared.with([](State &state) { return state.tries; }), 2u);
    end(shared);
    return {};
}

Result<> a_wake_up_ends_the_sleep(kunit::Test &test) MAY_SLEEP
{
    return wakes<&WaitingTask::wake_up>(test);
}

Result<> so_does_one_of_who_sleeps_next(kunit::Test &test) MAY_SLEEP
{
    return wakes<&WaitingTask::wake_up_sync>(test);
}

Result<> a_wake_up_without_a_reason_is_slept_through(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        for (u32 tries = 1; tries <= 5; tries++) {
            await_tries(shared, tries);
            shared.with([](State &state) { state.waiter.wake_up(); });
        }
        await_tries(shared, 6);
        shared.with([](State &state) {
            state.value = 1;
            state.waiter.wake_up();
        });
    }));
    test.expect_eq(TRY(await_value(shared)), 1u);
    test.expect_eq(shared.with([](State &state) { return state.tries; }), 7u);
    return {};
}

Result<> a_signal_ends_the_wait(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const PendingSignal signal;
    if (!signal.arrived())
        return -ESRCH;
    test.expect_error(await_value(shared), -ERESTARTSYS);
    test.expect_eq(shared.with([](State &state) { return state.tries; }), 1u);
    shared.with([](State &state) { state.value = 3; });
    test.expect_eq(TRY(await_value(shared)), 3u);
    return {};
}

Result<> a_signal_wakes_up_who_sleeps(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const AllowedSignal signal;
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        await_tries(shared, 1);
        pause();
        signal.send();
    }));
    test.expect_error(await_value(shared), -ERESTARTSYS);
    test.expect_eq(shared.with([](State &state) { return state.tries; }), 2u);
    return {};
}

Result<> an_attempt_that_fails_ends_the_wait(kunit::Test &test) MAY_SLEEP
{
    const Shared shared;
    const auto fails = [](State &) -> Result<> { return -EIO; };
    test.expect_error(wait_interruptible(shared, &State::waiter, fails), -EIO);
    const auto done = [](State &state) { return ++state.tries == 1; };
    TRY(wait_interruptible(shared, &State::waiter, done));
    return {};
}

/// A ball between two tasks: each sleeps until the other has hit it.
struct Ball {
    u32 hits = 0;
    bool is_over = false;
    WaitingTask even;
    WaitingTask odd;

    u32 moves() const { return hits; }
    void end()
    {
        is_over = true;
        even.wake_up();
        odd.wake_up();
    }
};
using Game = Locked<Ball, SpinLock<"test.ball">>;
constexpr u32 last_hit = 10'000;

/// One of the two, until the last hit.
void play(const Game &game, u32 turn, WaitingTask Ball::*own, WaitingTask Ball::*other) MAY_SLEEP
{
    const auto hit = [turn, other](Ball &ball) -> Result<> {
        if (ball.is_over || ball.hits >= last_hit)
            return -ETIMEDOUT;
        if (ball.hits % 2 != turn)
            return -EAGAIN;
        if (++ball.hits % 3 == 0)
            (ball.*other).wake_up_sync();
        else
            (ball.*other).wake_up();
        return {};
    };
    while (wait_interruptible(game, own, hit)) {
    }
}

Result<> no_wake_up_is_lost(kunit::Test &test) MAY_SLEEP
{
    const Game game;
    const auto watchdog = TRY(elsewhere([&]() MAY_SLEEP { end_at_standstill(game); }));
    {
        const auto other =
            TRY(elsewhere([&]() MAY_SLEEP { play(game, 1, &Ball::odd, &Ball::even); }));
        play(game, 0, &Ball::even, &Ball::odd);
    }
    test.expect_eq(game.with([](Ball &ball) { return ball.hits; }), last_hit);
    end(game);
    return {};
}

/// Two tasks change the value at once, while a third waits for each change.
Result<> two_may_wake_it_up_at_once(kunit::Test &test) MAY_SLEEP
{
    constexpr u32 each = 5'000;
    const Shared shared;
    const auto watchdog = TRY(elsewhere([&]() MAY_SLEEP { end_at_standstill(shared); }));
    const auto add = [&] {
        for (u32 i = 0; i < each; i++)
            shared.with([](State &state) {
                state.value++;
                state.waiter.wake_up();
            });
    };
    const auto first = TRY(elsewhere(add));
    const auto second = TRY(elsewhere(add));
    u32 seen = 0;
    while (seen < 2 * each)
        seen += TRY(await_value(shared));
    test.expect_eq(seen, 2 * each);
    end(shared);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(what_need_not_wait_is_tried_once),
    KUNIT_CASE(a_wake_up_without_a_waiter_is_forgotten),
    KUNIT_CASE(a_wake_up_ends_the_sleep),
    KUNIT_CASE(so_does_one_of_who_sleeps_next),
    KUNIT_CASE(a_wake_up_without_a_reason_is_slept_through),
    KUNIT_CASE(a_signal_ends_the_wait),
    KUNIT_CASE(a_signal_wakes_up_who_sleeps),
    KUNIT_CASE(an_attempt_that_fails_ends_the_wait),
    KUNIT_CASE(no_wake_up_is_lost),
    KUNIT_CASE(two_may_wake_it_up_at_once),
};

} // namespace

kunit_test_suite("waiting_task", cases);
