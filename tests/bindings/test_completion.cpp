// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <tests/bindings/elsewhere.hpp>
#include <tests/bindings/pending_signal.hpp>

namespace {
using namespace kernel;

using TestCompletion = Completion<"test.completion">;

Result<> wait_lasts_until_another_task_completes(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    Atomic<bool> written{false};
    const auto other = TRY(elsewhere([&] {
        written.set(true);
        done.complete();
    }));
    test.expect(!done.done());
    done.wait();
    test.expect(written.read());
    test.expect(!done.done());
    return {};
}

Result<> each_complete_lets_one_wait_go_on(kunit::Test &test)
{
    const TestCompletion done;
    test.expect(!done.try_wait());
    done.complete();
    done.complete();
    test.expect(done.done());
    test.expect(done.try_wait());
    test.expect(done.try_wait());
    test.expect(!done.done());
    test.expect(!done.try_wait());
    return {};
}

Result<> complete_all_lets_everybody_go_on_for_good(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    const TestCompletion begun;
    Atomic<u32> gone_on{0};
    const auto waiter = [&]() MAY_SLEEP {
        begun.complete();
        done.wait();
        gone_on.inc();
    };
    {
        const auto first = TRY(elsewhere(waiter));
        const auto second = TRY(elsewhere(waiter));
        begun.wait();
        begun.wait();
        test.expect_eq(gone_on.read(), 0u);
        done.complete_all();
    }
    test.expect_eq(gone_on.read(), 2u);
    done.reinit();
    test.expect(done.done());
    test.expect(done.try_wait());
    done.wait();
    return {};
}

Result<> reinit_forgets_what_nobody_waited_for(kunit::Test &test)
{
    const TestCompletion done;
    done.reinit();
    test.expect(!done.done());
    done.complete();
    done.complete();
    done.reinit();
    test.expect(!done.done());
    done.complete();
    test.expect(done.try_wait());
    return {};
}

Result<> a_timeout_elapses(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    const Stopwatch watch;
    test.expect_error(done.wait_timeout(milliseconds(100)), -ETIMEDOUT);
    test.expect(watch.elapsed() >= 90); // to the jiffy
    test.expect_error(done.wait_timeout(milliseconds(0)), -ETIMEDOUT);
    test.expect_error(done.wait_timeout(seconds(-1)), -ETIMEDOUT);
    return {};
}

Result<> a_timeout_ends_with_the_completion(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    const Stopwatch watch;
    const auto other = TRY(elsewhere([&] { done.complete(); }));
    TRY(done.wait_timeout(seconds(60)));
    test.expect(watch.elapsed() < 50'000);
    done.complete();
    TRY(done.wait_timeout(seconds(0)));
    return {};
}

Result<> a_signal_ends_an_interruptible_wait(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    const PendingSignal signal;
    if (!signal.arrived())
        return -ESRCH;
    test.expect_error(done.wait_interruptible(), -ERESTARTSYS);
    done.complete();
    TRY(done.wait_interruptible());
    test.expect(!done.done());
    return {};
}

Result<> only_a_fatal_signal_ends_a_killable_wait(kunit::Test &test) MAY_SLEEP
{
    const TestCompletion done;
    {
        const PendingSignal signal;
        const auto other = TRY(elsewhere([&] { done.complete(); }));
        test.expect(signal.arrived());
        TRY(done.wait_killable());
    }
    const PendingSignal<raw::SIGKILL> signal;
    if (!signal.arrived())
        return -ESRCH;
    test.expect_error(done.wait_killable(), -ERESTARTSYS);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(wait_lasts_until_another_task_completes),
    KUNIT_CASE(each_complete_lets_one_wait_go_on),
    KUNIT_CASE(complete_all_lets_everybody_go_on_for_good),
    KUNIT_CASE(reinit_forgets_what_nobody_waited_for),
    KUNIT_CASE(a_timeout_elapses),
    KUNIT_CASE(a_timeout_ends_with_the_completion),
    KUNIT_CASE(a_signal_ends_an_interruptible_wait),
    KUNIT_CASE(only_a_fatal_signal_ends_a_killable_wait),
};

} // namespace

kunit_test_suite("completion", cases);
