// SPDX-License-Identifier: GPL-2.0
#include <bindings/kunit.hpp>
#include <bindings/pending_kiocb.hpp>
#include <tests/bindings/elsewhere.hpp>

#include <optional>

namespace {
using namespace kernel;

/// The kiocb of a call that is told of its completion, as io_submit(2) makes it.
struct Submitted {
    Submitted() { kiocb.ki_complete = complete; }

    static void complete(raw::kiocb *kiocb, long result)
    {
        auto &self = *reinterpret_cast<Submitted *>(kiocb);
        self.count++;
        self.result = result;
    }

    raw::kiocb kiocb{}; // first: complete() is given its address
    int count = 0;
    long result = 0;
};

template <class F> ssize_t served(raw::kiocb &kiocb, F &&submit) MAY_SLEEP
{
    unsafe("the kiocb is this test's, and has no other user") {
        return PendingKiocb::serve(kiocb, std::forward<F>(submit));
    }
}

ssize_t answered(raw::kiocb &kiocb, Result<size_t> outcome) MAY_SLEEP
{
    return served(kiocb, [&](PendingKiocb pending) { std::move(pending).complete(outcome); });
}

Result<> a_call_that_waits_gets_the_outcome(kunit::Test &test) MAY_SLEEP
{
    raw::kiocb kiocb{};
    test.expect_eq(answered(kiocb, 7uz), ssize_t{7});
    test.expect_eq(answered(kiocb, -EIO), ssize_t{-raw::EIO});
    return {};
}

Result<> a_call_waits_until_another_task_completes_it(kunit::Test &test) MAY_SLEEP
{
    raw::kiocb kiocb{};
    std::optional<PendingKiocb> kept;
    const Completion<"test.kept"> is_kept;
    const auto other = TRY(elsewhere([&]() MAY_SLEEP {
        is_kept.wait();
        std::move(*kept).complete(5uz);
    }));
    const ssize_t result = served(kiocb, [&](PendingKiocb pending) {
        kept.emplace(std::move(pending));
        is_kept.complete();
    });
    test.expect_eq(result, ssize_t{5});
    return {};
}

Result<> a_submitted_call_is_told_once(kunit::Test &test) MAY_SLEEP
{
    Submitted call;
    std::optional<PendingKiocb> kept;
    const ssize_t result =
        served(call.kiocb, [&](PendingKiocb pending) { kept.emplace(std::move(pending)); });
    test.expect_eq(result, ssize_t{-raw::EIOCBQUEUED});
    test.expect_eq(call.count, 0);
    std::move(*kept).complete(3uz);
    test.expect_eq(call.count, 1);
    test.expect_eq(call.result, 3L);
    return {};
}

Result<> one_that_is_done_at_once_is_queued_all_the_same(kunit::Test &test) MAY_SLEEP
{
    Submitted call;
    test.expect_eq(answered(call.kiocb, -EAGAIN), ssize_t{-raw::EIOCBQUEUED});
    test.expect_eq(call.count, 1);
    test.expect_eq(call.result, long{-raw::EAGAIN});
    return {};
}

Result<> errors_that_mean_something_else_here_are_replaced(kunit::Test &test) MAY_SLEEP
{
    raw::kiocb kiocb{};
    const Error queued = Error::from_errno(-raw::EIOCBQUEUED);
    test.expect_eq(answered(kiocb, queued), ssize_t{-raw::EINVAL});
    test.expect_eq(answered(kiocb, -ERESTARTSYS), ssize_t{-raw::EINTR});
    test.expect_eq(to_ssize(queued), ssize_t{-raw::EINVAL});
    test.expect_eq(to_ssize(-ERESTARTSYS), ssize_t{-raw::ERESTARTSYS});
    return {};
}

Result<> the_position_is_the_calls(kunit::Test &test) MAY_SLEEP
{
    raw::kiocb kiocb{};
    kiocb.ki_pos = 10;
    loff_t before = 0;
    served(kiocb, [&](PendingKiocb pending) {
        before = pending.pos();
        pending.set_pos(12);
        std::move(pending).complete(2uz);
    });
    test.expect_eq(before, loff_t{10});
    test.expect_eq(kiocb.ki_pos, loff_t{12});
    return {};
}

Result<> who_asks_not_to_wait_is_heard(kunit::Test &test) MAY_SLEEP
{
    constexpr int nowait = 8; // RWF_NOWAIT
    raw::file file{};
    raw::kiocb kiocb{};
    kiocb.ki_filp = &file;
    const auto asks = [&]() MAY_SLEEP {
        bool nonblocking = false;
        served(kiocb, [&](PendingKiocb pending) {
            nonblocking = pending.nonblocking();
            std::move(pending).complete(0uz);
        });
        return nonblocking;
    };
    test.expect(!asks());
    kiocb.ki_flags = nowait;
    test.expect(asks());
    kiocb.ki_flags = 0;
    file.f_flags = raw::O_NONBLOCK;
    test.expect(asks());
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(a_call_that_waits_gets_the_outcome),
    KUNIT_CASE(a_call_waits_until_another_task_completes_it),
    KUNIT_CASE(a_submitted_call_is_told_once),
    KUNIT_CASE(one_that_is_done_at_once_is_queued_all_the_same),
    KUNIT_CASE(errors_that_mean_something_else_here_are_replaced),
    KUNIT_CASE(the_position_is_the_calls),
    KUNIT_CASE(who_asks_not_to_wait_is_heard),
};

} // namespace

kunit_test_suite("pending_kiocb", cases);
