// SPDX-License-Identifier: GPL-2.0
// class: wrong-unit
// expect: no matching member function for call to 'start'
// why: C takes any number for jiffies, whether it was meant as milliseconds or seconds.
// rust: none: timer_list is not bound
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    std::optional<milliseconds> look() const { return std::nullopt; }
};

void start(const Timer<&Watch::look> &timer)
{
#ifdef CONTROL
    timer.start(seconds(1));
#else
    timer.start(1000);
#endif
}
