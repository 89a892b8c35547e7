// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C waits for the timer's function under the lock that it takes: for good.
// rust: none: timer_list is not bound
#include <bindings/locked.hpp>
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    std::optional<milliseconds> look() const
    {
        state.with([](u32 &seen) { seen = 1; });
        return std::nullopt;
    }
    Locked<u32, SpinLockIrq<"test.state">> state;
};

bool stop(const Watch &watch, const Timer<&Watch::look> &timer) MAY_SLEEP
{
#ifdef CONTROL
    watch.state.with([](u32 &seen) { seen = 0; });
    return timer.cancel_sync();
#else
    return watch.state.with([&](u32 &seen) {
        seen = 0;
        return timer.cancel_sync();
    });
#endif
}
