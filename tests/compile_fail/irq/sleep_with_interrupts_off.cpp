// SPDX-License-Identifier: GPL-2.0
// class: irq-state
// expect: atomic_ctx
// why: C sleeps with interrupts off: they are on when it returns.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>

using namespace kernel;

void wait() MAY_SLEEP;

struct Pump {
    Locked<int, SpinLockIrq<"test.spin">> count;
};

#ifdef CONTROL
int f(const Pump &pump) MAY_SLEEP
{
    wait();
    auto count = pump.count.lock();
    return *count;
}
#else
int f(const Pump &pump) MAY_SLEEP
{
    auto count = pump.count.lock();
    wait();
    return *count;
}
#endif
