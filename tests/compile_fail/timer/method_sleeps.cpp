// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C takes a mutex in the function of a timer, whoever holds it.
// rust: none: timer_list is not bound
#include <bindings/locked.hpp>
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    Locked<int, Mutex<"test.seen">> seen;
#ifdef CONTROL
    std::optional<milliseconds> look() const { return std::nullopt; }
#else
    std::optional<milliseconds> look() const MAY_SLEEP
    {
        *seen.lock(may_sleep) += 1;
        return std::nullopt;
    }
#endif
};

Result<Box<Timer<&Watch::look>>> f(RefPtr<Watch> watch) MAY_SLEEP
{
    return make_box<Timer<&Watch::look>>(GFP_KERNEL, std::move(watch));
}
