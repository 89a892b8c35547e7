// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'create' while
// why: C creates the folder with a spin lock held: debugfs takes mutexes and allocates.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/debugfs.hpp>
#include <bindings/spinlock.hpp>

using namespace kernel;

DebugfsDir make(SpinLock<"test.state"> &lock) MAY_SLEEP
{
#ifdef CONTROL
    {
        const auto guard = lock.lock();
    }
#else
    const auto guard = lock.lock();
#endif
    return DebugfsDir::create("test");
}
