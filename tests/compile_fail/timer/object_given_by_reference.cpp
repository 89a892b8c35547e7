// SPDX-License-Identifier: GPL-2.0
// class: callback-outlives-object
// expect: no matching constructor
// why: C frees the structure that the timer's function looks at, and forgets the timer.
// rust: none: timer_list is not bound
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    std::optional<milliseconds> look() const { return std::nullopt; }
};

Result<> keep(std::optional<Box<Timer<&Watch::look>>> &kept) MAY_SLEEP
{
    auto watch = TRY(make_ref<Watch>(GFP_KERNEL));
#ifdef CONTROL
    kept.emplace(TRY(make_box<Timer<&Watch::look>>(GFP_KERNEL, watch)));
#else
    kept.emplace(TRY(make_box<Timer<&Watch::look>>(GFP_KERNEL, *watch)));
#endif
    return {};
}
