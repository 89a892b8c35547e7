// SPDX-License-Identifier: GPL-2.0
// What queued work promises.
#pragma once

#include <bindings/workqueue.hpp>
#include <tests/traps/trap.hpp>

namespace traps {

/// An object whose work may be told to wait for itself.
class Worker : public RefCounted<Worker> {
public:
    enum class Mistake { none, queued_too_early, cancels_itself, flushes_itself };

    explicit Worker(Mistake mistake) : mistake_(mistake)
    {
        if (mistake == Mistake::queued_too_early)
            system_unbound_wq.queue(work_);
    }

    /// Context: Any context.
    void start() const { system_unbound_wq.queue(work_); }
    /// Context: Process context. May sleep.
    bool wait() const MAY_SLEEP { return work_.flush(); }
    bool has_run() const { return has_run_.read(); }

private:
    [[gnu::noinline]] void run() const MAY_SLEEP
    {
        if (mistake_ == Mistake::cancels_itself)
            work_.cancel_sync();
        if (mistake_ == Mistake::flushes_itself)
            work_.flush();
        has_run_.set(true);
    }

    Mistake mistake_;
    Atomic<bool> has_run_;
    Work<&Worker::run> work_{*this};
};

/// Its work belongs to an object that it is no part of.
class Stranger : public RefCounted<Stranger> {
public:
    Stranger() = default;
    explicit Stranger(const Stranger &other) : RefCounted<Stranger>(), work_(other) {}
    void start() const {}

private:
    void run() const {}

    Work<&Stranger::run> work_{*this};
};

/// Queued, the mistake is made in a thread of the queue, and nobody waits for it here.
inline Result<int> worked(Worker::Mistake mistake, bool wait) MAY_SLEEP
{
    const auto worker = TRY(make_ref<Worker>(GFP_KERNEL, mistake));
    worker->start();
    if (wait)
        worker->wait();
    return worker->has_run();
}

[[gnu::noinline]] inline Result<int> queued_in_constructor(int number) MAY_SLEEP
{
    const auto mistake = number == 3 ? Worker::Mistake::none : Worker::Mistake::queued_too_early;
    return worked(mistake, true);
}

[[gnu::noinline]] inline Result<int> work_of_another(int number) MAY_SLEEP
{
    const auto first = TRY(make_ref<Stranger>(GFP_KERNEL));
    if (number != 3)
        TRY(make_ref<Stranger>(GFP_KERNEL, *first));
    return 1;
}

[[gnu::noinline]] inline Result<int> work_cancels_itself(int number) MAY_SLEEP
{
    const auto mistake = number == 3 ? Worker::Mistake::none : Worker::Mistake::cancels_itself;
    return worked(mistake, number == 3);
}

[[gnu::noinline]] inline Result<int> work_flushes_itself(int number) MAY_SLEEP
{
    const auto mistake = number == 3 ? Worker::Mistake::none : Worker::Mistake::flushes_itself;
    return worked(mistake, number == 3);
}

using WorkTraps = TrapList<Trap<"queued_in_constructor", queued_in_constructor>,
                           Trap<"work_of_another", work_of_another>,
                           Trap<"work_cancels_itself", work_cancels_itself>,
                           Trap<"work_flushes_itself", work_flushes_itself>>;

} // namespace traps
