// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C waits for the work with a spin lock held: it sleeps there, and for good if the work takes it.
// rust: none: cancel_work_sync() is not bound
#include <bindings/locked.hpp>
#include <bindings/workqueue.hpp>

using namespace kernel;

struct Trimmer : RefCounted<Trimmer> {
    void trim() const {}
    Work<&Trimmer::trim> trim_work{*this};
    Locked<u32, SpinLock<"test.state">> state;
};

bool stop(const Trimmer &trimmer) MAY_SLEEP
{
#ifdef CONTROL
    trimmer.state.with([](u32 &state) { state = 0; });
    return trimmer.trim_work.cancel_sync();
#else
    return trimmer.state.with([&](u32 &state) {
        state = 0;
        return trimmer.trim_work.cancel_sync();
    });
#endif
}
