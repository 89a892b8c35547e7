// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context 'atomic_ctx' is held
// why: C wakes a device up with a spin lock held: its driver takes locks, and waits for the device.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>
#include <bindings/pm_runtime.hpp>

using namespace kernel;

struct Ring {
    pm::Power power;
    Locked<u32, SpinLock<"test.doorbells">> doorbells;
};

#ifdef CONTROL
Result<> ring(const Ring &ring) MAY_SLEEP
{
    const auto awake = TRY(ring.power.awake());
    auto guard = ring.doorbells.lock();
    *guard = 1;
    return {};
}
#else
Result<> ring(const Ring &ring) MAY_SLEEP
{
    auto guard = ring.doorbells.lock();
    const auto awake = TRY(ring.power.awake());
    *guard = 1;
    return {};
}
#endif
