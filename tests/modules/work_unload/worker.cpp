// SPDX-License-Identifier: GPL-2.0
// Work that is still queued, or queues itself again, when its module goes.
#include <bindings/printk.hpp>
#include <bindings/workqueue.hpp>
#include <tests/modules/work_unload/worker.hpp>

namespace work_unload {
using namespace kernel;

namespace {

/// Never stops by itself. Nobody but the queues refers to it.
class Restless : public RefCounted<Restless> {
public:
    ~Restless() { pr_info("restless ends\n"); }

    void start() const
    {
        system_wq.queue(soon_);
        system_unbound_wq.queue_after(later_, milliseconds(1));
    }

private:
    void run_soon() const { system_wq.queue(soon_); }
    void run_later() const { system_unbound_wq.queue_after(later_, milliseconds(1)); }

    Work<&Restless::run_soon> soon_{*this};
    DelayedWork<&Restless::run_later> later_{*this};
};

/// Runs once, a while after the module was asked to go.
class Late : public RefCounted<Late> {
public:
    ~Late() { pr_info("late ends\n"); }

    void start() const { system_wq.queue_after(work_, milliseconds(700)); }

private:
    void run() const { pr_info("late runs\n"); }

    DelayedWork<&Late::run> work_{*this};
};

/// Owns the queue that it is in.
class Private : public RefCounted<Private> {
public:
    explicit Private(Box<WorkQueue> queue) : queue_(std::move(queue)) {}
    ~Private() { pr_info("private ends\n"); }

    void start() const { queue_->queue(work_); }

private:
    void run() const { queue_->queue(work_); }

    Box<WorkQueue> queue_;
    Work<&Private::run> work_{*this};
};

} // namespace

Result<> leave_work_behind()
{
    TRY(make_ref<Restless>(GFP_KERNEL))->start();
    TRY(make_ref<Late>(GFP_KERNEL))->start();
    auto queue = TRY(WorkQueue::create("work_unload"));
    TRY(make_ref<Private>(GFP_KERNEL, std::move(queue)))->start();
    pr_info("work is queued\n");
    return {};
}

} // namespace work_unload
