// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: calling function '~Timer' requires negative capability
// why: C frees the timer's structure in an interrupt, without waiting for its function.
// rust: none: timer_list is not bound
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    std::optional<milliseconds> look() const { return std::nullopt; }
};

#ifdef CONTROL
void f(RefPtr<Watch> watch) MAY_SLEEP
#else
void f(RefPtr<Watch> watch)
#endif
{
    const Timer<&Watch::look> timer(std::move(watch));
    timer.start(seconds(1));
}
