// SPDX-License-Identifier: GPL-2.0
// Deferred work: a method that runs a little later in a task of the kernel's, and asks for itself
// again. The queue holds a reference to the object, so that it cannot go while work is queued.
#include <bindings/moduleparam.hpp>
#include <bindings/refcount.hpp>
#include <bindings/workqueue.hpp>

namespace sample_workqueue {
using namespace kernel;

constinit ModuleParam<unsigned int> interval{100, [](unsigned int ms) { return ms >= 10; }};

/// Counts how often it was called.
class Ticker : public RefCounted<Ticker> {
public:
    ~Ticker() { pr_info("%u ticks, then the end\n", ticks_.read()); }

    /// Context: Any context.
    void start() const { system_wq.queue_after(tick_, milliseconds(interval.get())); }

    /// Context: Process context. May sleep.
    void stop() const MAY_SLEEP
    {
        stopped_.set(true);
        tick_.cancel_sync();
    }

private:
    // Context: Process context (a kworker).
    void tick() const
    {
        pr_info("tick %u\n", ticks_.fetch_add(1) + 1);
        if (!stopped_.read())
            start();
    }

    Atomic<u32> ticks_;
    Atomic<bool> stopped_;
    DelayedWork<&Ticker::tick> tick_{*this};
};

/// The module: starts the ticker, and stops it when it goes.
class Sample {
public:
    static Result<Box<Sample>> init() MAY_SLEEP
    {
        auto ticker = TRY(make_ref<Ticker>(GFP_KERNEL));
        ticker->start();
        return make_box<Sample>(GFP_KERNEL, std::move(ticker));
    }

    explicit Sample(RefPtr<Ticker> ticker) : ticker_(std::move(ticker)) {}
    ~Sample() MAY_SLEEP { ticker_->stop(); }

private:
    RefPtr<Ticker> ticker_;
};

module_param(interval, 0644);
MODULE_PARM_DESC(interval, "milliseconds between two ticks, 10 or more");

} // namespace sample_workqueue

module_object(sample_workqueue::Sample);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Deferred work that repeats itself");
