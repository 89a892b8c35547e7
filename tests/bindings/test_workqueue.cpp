// SPDX-License-Identifier: GPL-2.0
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/workqueue.hpp>

namespace {
using namespace kernel;

/// What became of a job.
struct Fate {
    Completion<"test.job_gone"> gone;
    Atomic<bool> cancelled_at_the_end;
};

enum class Gate : bool { open, shut };

/// Its method waits at a gate, so that a test can look at it while it runs.
class Job : public RefCounted<Job> {
public:
    Job(const Fate &fate, Gate gate) : fate_(fate)
    {
        if (gate == Gate::open)
            open_gate();
    }
    ~Job()
    {
        // Nothing can be queued any more, although the task that runs the method may be here.
        fate_.cancelled_at_the_end.set(work.cancel_sync() || delayed.cancel_sync());
        fate_.gone.complete();
    }

    void run() const MAY_SLEEP
    {
        begun.complete();
        open_.wait();
        runs.inc();
    }
    void open_gate() const { open_.complete_all(); }

    Completion<"test.job_begun"> begun;
    Atomic<u32> runs;
    Work<&Job::run> work{*this};
    DelayedWork<&Job::run> delayed{*this};
    DelayedWork<&Job::open_gate> opener{*this};

private:
    const Fate &fate_;
    Completion<"test.job_open"> open_;
};

/// A job that is in its method, at the shut gate.
Result<RefPtr<Job>> running_job(const Fate &fate) MAY_SLEEP
{
    auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::shut));
    system_unbound_wq.queue(job->work);
    TRY(job->begun.wait_timeout(seconds(10)));
    return job;
}

Result<> queued_work_runs_once(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::open));
    test.expect(!job->work.flush());
    test.expect(system_wq.queue(job->work));
    job->work.flush();
    test.expect_eq(job->runs.read(), 1u);
    test.expect_eq(job->ref_count(), 1u);
    test.expect(!job->work.flush());
    return {};
}

Result<> queued_again_while_it_runs_it_runs_once_more(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(running_job(fate));
    test.expect_eq(job->ref_count(), 2u);
    test.expect(system_unbound_wq.queue(job->work));
    test.expect(!system_unbound_wq.queue(job->work));
    test.expect(!system_wq.queue(job->work));
    test.expect_eq(job->ref_count(), 3u);
    job->open_gate();
    job->work.flush();
    test.expect_eq(job->runs.read(), 2u);
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

Result<> the_queue_keeps_the_object(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    auto job = TRY(running_job(fate));
    test.expect(system_wq.queue_after(job->opener, milliseconds(20)));
    job.reset();
    test.expect(!fate.gone.done());
    TRY(fate.gone.wait_timeout(seconds(10)));
    test.expect(!fate.cancelled_at_the_end.read());
    return {};
}

Result<> flush_waits_for_what_runs(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(running_job(fate));
    system_wq.queue_after(job->opener, milliseconds(20));
    test.expect(job->work.flush());
    test.expect_eq(job->runs.read(), 1u);
    job->opener.flush();
    return {};
}

Result<> delayed_work_runs_later(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::open));
    test.expect(system_wq.queue_after(job->delayed, milliseconds(200)));
    test.expect(!system_wq.queue_after(job->delayed, milliseconds(0)));
    test.expect_eq(job->ref_count(), 2u);
    test.expect_error(job->begun.wait_timeout(milliseconds(100)), -ETIMEDOUT);
    TRY(job->begun.wait_timeout(seconds(10)));
    job->delayed.flush();
    test.expect_eq(job->runs.read(), 1u);
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

Result<> flush_does_not_wait_for_the_delay(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::open));
    test.expect(system_unbound_wq.queue_after(job->delayed, std::chrono::hours(24)));
    job->delayed.flush();
    test.expect_eq(job->runs.read(), 1u);
    test.expect(!job->delayed.flush());
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

Result<> cancel_of_idle_work_does_nothing(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::open));
    test.expect(!job->work.cancel_sync());
    test.expect(!job->delayed.cancel_sync());
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

Result<> cancel_takes_it_out_of_the_queue(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    auto job = TRY(make_ref<Job>(GFP_KERNEL, fate, Gate::open));
    test.expect(system_wq.queue_after(job->delayed, std::chrono::hours(24)));
    test.expect(job->delayed.cancel_sync());
    test.expect_eq(job->runs.read(), 0u);
    test.expect_eq(job->ref_count(), 1u);
    // It can be queued again.
    test.expect(system_wq.queue_after(job->delayed, milliseconds(0)));
    job->delayed.flush();
    test.expect_eq(job->runs.read(), 1u);
    job.reset();
    test.expect(fate.gone.done());
    return {};
}

Result<> cancel_waits_for_what_runs(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(running_job(fate));
    system_wq.queue_after(job->opener, milliseconds(20));
    test.expect(!job->work.cancel_sync());
    test.expect_eq(job->runs.read(), 1u);
    job->opener.flush();
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

Result<> cancel_of_what_runs_and_is_queued_ends_both(kunit::Test &test) MAY_SLEEP
{
    const Fate fate;
    const auto job = TRY(running_job(fate));
    test.expect(system_unbound_wq.queue(job->work));
    system_wq.queue_after(job->opener, milliseconds(20));
    test.expect(job->work.cancel_sync());
    test.expect_eq(job->runs.read(), 1u);
    job->opener.flush();
    test.expect_eq(job->ref_count(), 1u);
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(queued_work_runs_once),
    KUNIT_CASE(queued_again_while_it_runs_it_runs_once_more),
    KUNIT_CASE(the_queue_keeps_the_object),
    KUNIT_CASE(flush_waits_for_what_runs),
    KUNIT_CASE(delayed_work_runs_later),
    KUNIT_CASE(flush_does_not_wait_for_the_delay),
    KUNIT_CASE(cancel_of_idle_work_does_nothing),
    KUNIT_CASE(cancel_takes_it_out_of_the_queue),
    KUNIT_CASE(cancel_waits_for_what_runs),
    KUNIT_CASE(cancel_of_what_runs_and_is_queued_ends_both),
};

} // namespace

kunit_test_suite("workqueue", cases);
