// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: cannot call function 'map_for_device' while atomic context
// why: C maps a buffer with a spin lock held, for which its pages are allocated.
// rust: compiles: lockdep complains at run time
#include <bindings/drm/gem.hpp>
#include <bindings/locked.hpp>
#include <bindings/spinlock.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};

Result<> map(const drm::GemRef<Buffer> &buffer, const Locked<u32, SpinLock<"test.count">> &count)
    MAY_SLEEP
{
#ifdef CONTROL
    TRY(buffer.map_for_device());
    *count.lock() += 1;
#else
    auto held = count.lock();
    TRY(buffer.map_for_device());
    *held += 1;
#endif
    return {};
}
