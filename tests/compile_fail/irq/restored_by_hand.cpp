// SPDX-License-Identifier: GPL-2.0
// class: irq-state
// expect: requires holding unsafe permission
// why: C restores flags of another lock: interrupts go on inside of this one.
// rust: refused: E0133, an unsafe function called outside unsafe
#include <bindings/locked.hpp>

using namespace kernel;

struct Pump {
    Locked<int, SpinLockIrq<"test.spin">> count;
};

#ifdef CONTROL
int f(const Pump &pump)
{
    auto count = pump.count.lock();
    return *count;
}
#else
unsigned long f(raw::spinlock_t &lock)
{
    unsigned long flags = 0;
    raw::spin_unlock_irqrestore(std::addressof(lock), flags);
    return flags;
}
#endif
