// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function '~DebugfsFile' while
// why: C removes the file with a spin lock held: debugfs waits for whoever reads it.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/debugfs.hpp>
#include <bindings/spinlock.hpp>

using namespace kernel;

void remove(SpinLock<"test.state"> &lock, DebugfsFile &file) MAY_SLEEP
{
#ifdef CONTROL
    {
        const auto guard = lock.lock();
    }
#else
    const auto guard = lock.lock();
#endif
    const DebugfsFile removed = std::move(file);
}
