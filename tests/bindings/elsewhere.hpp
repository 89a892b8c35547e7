// SPDX-License-Identifier: GPL-2.0
// For tests of what one task does to another, and of how long that takes.
#pragma once

#include <bindings/workqueue.hpp>

namespace kernel {

/// An object of a function, called in a task of the kernel's.
template <class F> class ElsewhereJob : public RefCounted<ElsewhereJob<F>> {
public:
    explicit ElsewhereJob(F function) : function_(function) {}

private:
    template <class> friend class Elsewhere;
    void run() const MAY_SLEEP { function_(); }

    F function_;
    DelayedWork<&ElsewhereJob::run> work_{*this};
};

/// Calls `function` in another task, while this lives: what the function refers to is declared before.
template <class F> class Elsewhere {
public:
    /// Begins after `delay`.
    ///
    /// Context: Process context. May sleep.
    /// Return: what waits for the end of the function when it goes, or -ENOMEM.
    static Result<Elsewhere> start(F function, Duration auto delay) MAY_SLEEP
    {
        auto job = TRY(make_ref<ElsewhereJob<F>>(GFP_KERNEL, function));
        if (!system_unbound_wq.queue_after(job->work_, delay))
            return -EBUSY;
        return Elsewhere(std::move(job));
    }
    Elsewhere(Elsewhere &&) = default;
    Elsewhere &operator=(Elsewhere &&) = delete;
    /// Context: Process context. May sleep.
    ~Elsewhere() { wait(); }

    /// Waits until the function has returned.
    ///
    /// Context: Process context. May sleep.
    void wait() const MAY_SLEEP
    {
        if (job_)
            job_->work_.flush();
    }

private:
    explicit Elsewhere(RefPtr<ElsewhereJob<F>> job) : job_(std::move(job)) {}

    RefPtr<ElsewhereJob<F>> job_;
};

/// Calls `function` in another task a moment later.
///
/// Context: Process context. May sleep.
/// Return: as Elsewhere::start().
template <class F> Result<Elsewhere<F>> elsewhere(F function) MAY_SLEEP
{
    return Elsewhere<F>::start(function, milliseconds(20));
}

/// Counts the milliseconds since it was made.
class Stopwatch {
public:
    /// Context: Any context.
    Stopwatch() : start_(now()) {}

    /// Context: Any context.
    s64 elapsed() const { return now() - start_; }

private:
    static s64 now()
    {
        unsafe("reading the clock changes nothing") {
            return raw::ktime_get() / 1'000'000;
        }
    }

    s64 start_;
};

/// Gives other tasks time.
///
/// Context: Process context. May sleep.
inline void pause() MAY_SLEEP
{
    unsafe("the caller may sleep") {
        raw::msleep(1);
    }
}

} // namespace kernel
