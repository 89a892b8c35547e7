// SPDX-License-Identifier: GPL-2.0
// Works that several threads of the kernel queue, run and cancel at once: what was queued has run or
// was cancelled, once each, and no reference is lost or dropped twice.
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/vec.hpp>
#include <bindings/workqueue.hpp>

namespace {
using namespace kernel;

/// Counts how often it is queued and run, and queues itself again until it is cancelled or has run
/// often enough.
class Repeater : public RefCounted<Repeater> {
public:
    Repeater(u32 most, u32 milestone) : most_(most), milestone_(milestone) {}

    void queue() const
    {
        if (system_unbound_wq.queue(work))
            queued.inc();
    }
    void queue_delayed() const
    {
        if (system_unbound_wq.queue_after(delayed, milliseconds(0)))
            queued.inc();
    }

    void run() const
    {
        if (has_more())
            queue();
    }
    void run_delayed() const
    {
        if (has_more())
            queue_delayed();
    }

    Work<&Repeater::run> work{*this};
    DelayedWork<&Repeater::run_delayed> delayed{*this};
    Atomic<u32> queued;
    Atomic<u32> runs;
    Completion<"test.milestone"> reached;

private:
    bool has_more() const
    {
        const u32 count = runs.fetch_add(1) + 1;
        if (count == milestone_)
            reached.complete();
        return count < most_;
    }

    u32 most_;
    u32 milestone_;
};

/// Queues, or cancels, the works of another object as often as it can.
class Hand : public RefCounted<Hand> {
public:
    explicit Hand(RefPtr<Repeater> target) : target_(std::move(target)) {}

    void feed() const
    {
        for (u32 i = 0; i < turns; i++) {
            target_->queue();
            target_->queue_delayed();
        }
    }
    void cancel() const MAY_SLEEP
    {
        for (u32 i = 0; i < turns; i++) {
            if (target_->work.cancel_sync())
                cancelled.inc();
            if (target_->delayed.cancel_sync())
                cancelled.inc();
        }
    }
    /// Return: how often a cancel() was in time.
    u32 finish() const MAY_SLEEP
    {
        feeding.flush();
        cancelling.flush();
        return cancelled.read();
    }

    Work<&Hand::feed> feeding{*this};
    Work<&Hand::cancel> cancelling{*this};
    Atomic<u32> cancelled;

private:
    static constexpr u32 turns = 2000;

    RefPtr<Repeater> target_;
};

Result<Vec<RefPtr<Hand>>> make_hands(const RefPtr<Repeater> &target) MAY_SLEEP
{
    Vec<RefPtr<Hand>> hands;
    for (u32 i = 0; i < 8; i++)
        TRY(hands.push_back(TRY(make_ref<Hand>(GFP_KERNEL, target)), GFP_KERNEL));
    return hands;
}

Result<> queues_itself_again(kunit::Test &test) MAY_SLEEP
{
    const auto repeater = TRY(make_ref<Repeater>(GFP_KERNEL, 1000u, 1000u));
    repeater->queue();
    TRY(repeater->reached.wait_timeout(seconds(30)));
    repeater->work.flush();
    test.expect_eq(repeater->runs.read(), 1000u);
    test.expect_eq(repeater->queued.read(), 1000u);
    test.expect_eq(repeater->ref_count(), 1u);
    return {};
}

Result<> cancel_ends_what_queues_itself_again(kunit::Test &test) MAY_SLEEP
{
    for (u32 round = 1; round <= 200; round++) {
        const auto repeater = TRY(make_ref<Repeater>(GFP_KERNEL, ~0u, round));
        repeater->queue();
        repeater->queue_delayed();
        TRY(repeater->reached.wait_timeout(seconds(30)));
        const u32 cancelled = static_cast<u32>(repeater->work.cancel_sync()) +
                              static_cast<u32>(repeater->delayed.cancel_sync());
        test.expect_eq(repeater->ref_count(), 1u);
        test.expect_eq(repeater->runs.read() + cancelled, repeater->queued.read());
        test.expect(!repeater->work.flush());
        test.expect(!repeater->delayed.flush());
    }
    return {};
}

Result<> many_queue_and_none_is_lost(kunit::Test &test) MAY_SLEEP
{
    const auto target = TRY(make_ref<Repeater>(GFP_KERNEL, 0u, 0u));
    auto hands = TRY(make_hands(target));
    for (const auto &hand : hands)
        test.expect(system_unbound_wq.queue(hand->feeding));
    for (const auto &hand : hands)
        hand->finish();
    target->work.flush();
    target->delayed.flush();
    test.expect_eq(target->runs.read(), target->queued.read());
    hands.clear();
    test.expect_eq(target->ref_count(), 1u);
    return {};
}

Result<> many_queue_while_many_cancel(kunit::Test &test) MAY_SLEEP
{
    const auto target = TRY(make_ref<Repeater>(GFP_KERNEL, 0u, 0u));
    auto hands = TRY(make_hands(target));
    for (const auto &hand : hands) {
        test.expect(system_unbound_wq.queue(hand->feeding));
        test.expect(system_unbound_wq.queue(hand->cancelling));
    }
    u32 cancelled = 0;
    for (const auto &hand : hands)
        cancelled += hand->finish();
    target->work.flush();
    target->delayed.flush();
    test.expect_eq(target->runs.read() + cancelled, target->queued.read());
    test.expect_ne(cancelled, 0u);
    hands.clear();
    test.expect_eq(target->ref_count(), 1u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(queues_itself_again),
    KUNIT_CASE(cancel_ends_what_queues_itself_again),
    KUNIT_CASE(many_queue_and_none_is_lost),
    KUNIT_CASE(many_queue_while_many_cancel),
};

} // namespace

kunit_test_suite("workqueue_races", cases);
