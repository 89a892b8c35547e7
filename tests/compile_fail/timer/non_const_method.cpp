// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: what it changes must be Locked or Atomic
// why: C changes the structure in an interrupt while others read it.
// rust: none: timer_list is not bound
#include <bindings/atomic.hpp>
#include <bindings/timer.hpp>

using namespace kernel;

struct Watch : RefCounted<Watch> {
#ifdef CONTROL
    std::optional<milliseconds> look() const
    {
        turns.inc();
        return std::nullopt;
    }
    Atomic<u32> turns;
#else
    std::optional<milliseconds> look()
    {
        turns++;
        return std::nullopt;
    }
    u32 turns = 0;
#endif
};

void start(const Timer<&Watch::look> &timer)
{
    timer.start(seconds(1));
}
