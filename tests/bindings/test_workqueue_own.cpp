// SPDX-License-Identifier: GPL-2.0
// Queues of one's own: every flag, and their end while work is queued.
#include <bindings/completion.hpp>
#include <bindings/kunit.hpp>
#include <bindings/vec.hpp>
#include <bindings/workqueue.hpp>

namespace {
using namespace kernel;

constexpr u32 forever = ~0u;

/// Queues itself again in the queue that it was started in.
class Task : public RefCounted<Task> {
public:
    Task(const WorkQueue &queue, u32 most) : queue_(queue), most_(most) {}

    bool start() const { return queue_.queue(work); }

    void run() const MAY_SLEEP
    {
        begun.complete();
        open.wait();
        if (runs.fetch_add(1) + 1 < most_ && !start())
            refused.set(true);
    }

    Work<&Task::run> work{*this};
    Atomic<u32> runs;
    Atomic<bool> refused;
    Completion<"test.task_begun"> begun;
    Completion<"test.task_open"> open;

private:
    const WorkQueue &queue_;
    u32 most_;
};

using Tasks = Vec<RefPtr<Task>>;

/// Starts `count` tasks; their gates are open or shut.
Result<Tasks> start_tasks(const WorkQueue &queue, u32 count, u32 most, bool open) MAY_SLEEP
{
    Tasks tasks;
    for (u32 i = 0; i < count; i++) {
        auto task = TRY(make_ref<Task>(GFP_KERNEL, queue, most));
        if (open)
            task->open.complete_all();
        TRY(tasks.push_back(task, GFP_KERNEL));
        if (!task->start())
            return -EBUSY;
    }
    return tasks;
}

void expect_runs(kunit::Test &test, const Tasks &tasks, u32 runs)
{
    for (const auto &task : tasks) {
        test.expect_eq(task->runs.read(), runs);
        test.expect_eq(task->ref_count(), 1u);
    }
}

Result<> runs_with_every_flag(kunit::Test &test) MAY_SLEEP
{
    constexpr WorkQueueFlags flags[] = {
        WQ_UNBOUND,   WQ_HIGHPRI,       WQ_MEM_RECLAIM,
        WQ_FREEZABLE, WQ_CPU_INTENSIVE, WQ_UNBOUND | WQ_HIGHPRI | WQ_MEM_RECLAIM | WQ_FREEZABLE};
    for (const auto flag : flags) {
        const auto queue = TRY(WorkQueue::create("kcxx_test", flag));
        const auto tasks = TRY(start_tasks(*queue, 16, 1, true));
        queue->flush();
        expect_runs(test, tasks, 1);
    }
    return {};
}

Result<> works_run_at_the_same_time(kunit::Test &test) MAY_SLEEP
{
    for (const auto flags : {WQ_UNBOUND, WQ_CPU_INTENSIVE}) {
        const auto queue = TRY(WorkQueue::create("kcxx_test", flags));
        const auto tasks = TRY(start_tasks(*queue, 8, 1, false));
        // All have begun and none has ended.
        for (const auto &task : tasks)
            TRY(task->begun.wait_timeout(seconds(30)));
        for (const auto &task : tasks)
            task->open.complete_all();
        queue->flush();
        expect_runs(test, tasks, 1);
    }
    return {};
}

Result<> the_end_waits_for_all_that_is_queued(kunit::Test &test) MAY_SLEEP
{
    Tasks tasks;
    {
        const auto queue = TRY(WorkQueue::create("kcxx_test"));
        tasks = TRY(start_tasks(*queue, 64, 1, true));
    }
    expect_runs(test, tasks, 1);
    return {};
}

Result<> the_end_refuses_what_its_work_queues(kunit::Test &test) MAY_SLEEP
{
    for (const auto flags : {WorkQueueFlags{}, WQ_UNBOUND}) {
        Tasks tasks;
        {
            const auto queue = TRY(WorkQueue::create("kcxx_test", flags));
            tasks = TRY(start_tasks(*queue, 8, forever, true));
            for (const auto &task : tasks)
                TRY(task->begun.wait_timeout(seconds(30)));
        }
        for (const auto &task : tasks) {
            test.expect(task->refused.read());
            test.expect_eq(task->ref_count(), 1u);
        }
    }
    return {};
}

Result<> a_work_is_in_one_queue_at_a_time(kunit::Test &test) MAY_SLEEP
{
    const auto first = TRY(WorkQueue::create("kcxx_test1"));
    const auto second = TRY(WorkQueue::create("kcxx_test2"));
    const auto tasks = TRY(start_tasks(*first, 1, 1, false));
    const auto &task = tasks[0];
    TRY(task->begun.wait_timeout(seconds(30)));
    test.expect(second->queue(task->work));
    test.expect(!first->queue(task->work));
    test.expect(!system_wq.queue(task->work));
    task->open.complete_all();
    first->flush();
    second->flush();
    expect_runs(test, tasks, 2);
    return {};
}

Result<> cancelled_in_its_queue(kunit::Test &test) MAY_SLEEP
{
    const auto queue = TRY(WorkQueue::create("kcxx_test", WQ_UNBOUND));
    const auto tasks = TRY(start_tasks(*queue, 8, forever, true));
    for (const auto &task : tasks) {
        TRY(task->begun.wait_timeout(seconds(30)));
        task->work.cancel_sync();
        test.expect(!task->work.flush());
        test.expect_eq(task->ref_count(), 1u);
    }
    return {};
}

/// Owns the queue that its method runs in.
class Engine : public RefCounted<Engine> {
public:
    struct Outside {
        Completion<"test.engine_begun"> begun;
        Completion<"test.engine_open"> open;
        Completion<"test.engine_gone"> gone;
    };

    Engine(Box<WorkQueue> queue, const Outside &outside)
        : queue_(std::move(queue)), outside_(outside)
    {}
    ~Engine()
    {
        work_.cancel_sync();
        queue_->flush();
        outside_.gone.complete();
    }

    bool start() const { return queue_->queue(work_); }
    void start_in_system() const { system_wq.queue(work_); }

private:
    void run() const MAY_SLEEP
    {
        outside_.begun.complete();
        outside_.open.wait();
    }

    Box<WorkQueue> queue_;
    const Outside &outside_;
    Work<&Engine::run> work_{*this};
};

Result<> the_last_reference_may_own_the_queue(kunit::Test &test) MAY_SLEEP
{
    for (int round = 0; round < 20; round++) {
        const Engine::Outside outside;
        {
            auto queue = TRY(WorkQueue::create("kcxx_test"));
            const auto engine = TRY(make_ref<Engine>(GFP_KERNEL, std::move(queue), outside));
            test.expect(engine->start());
            TRY(outside.begun.wait_timeout(seconds(30)));
            if (round % 2 != 0)
                engine->start_in_system();
        }
        test.expect(!outside.gone.done());
        outside.open.complete_all();
        TRY(outside.gone.wait_timeout(seconds(30)));
    }
    return {};
}

constexpr kunit::Case cases[] = {
    KUNIT_CASE(runs_with_every_flag),
    KUNIT_CASE(works_run_at_the_same_time),
    KUNIT_CASE(the_end_waits_for_all_that_is_queued),
    KUNIT_CASE(the_end_refuses_what_its_work_queues),
    KUNIT_CASE(a_work_is_in_one_queue_at_a_time),
    KUNIT_CASE(cancelled_in_its_queue),
    KUNIT_CASE(the_last_reference_may_own_the_queue),
};

} // namespace

kunit_test_suite("workqueue_own", cases);
