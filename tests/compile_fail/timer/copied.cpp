// SPDX-License-Identifier: GPL-2.0
// class: double-free
// expect: call to deleted constructor
// why: C copies a structure with its timer_list: the wheel goes on with the first.
// rust: none: timer_list is not bound
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
    std::optional<milliseconds> look() const { return std::nullopt; }
};

void start(const Timer<&Watch::look> &timer)
{
#ifdef CONTROL
    const auto &same = timer;
#else
    const auto same = timer;
#endif
    same.start(seconds(1));
}
