// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'cancel_sync' while
// why: C waits for the work with a spin lock held: it sleeps there, and for good if the work takes it.
// rust: none: cancel_work_sync() is not bound
#include <bindings/spinlock.hpp>
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
    DelayedWork<&Trimmer::trim> trim_work{*this};
};

bool stop(const Trimmer &trimmer, SpinLock<"test.state"> &lock) MAY_SLEEP
{
#ifdef CONTROL
    {
        const auto guard = lock.lock();
    }
#else
    const auto guard = lock.lock();
#endif
    return trimmer.trim_work.cancel_sync();
}
