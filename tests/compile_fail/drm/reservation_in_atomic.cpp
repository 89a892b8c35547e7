// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: while atomic context
// why: C locks a reservation with a spin lock held, and waits for whoever has it.
// rust: none: Rust for Linux has no reservations in 6.12
#include <bindings/drm/exec.hpp>
#include <bindings/locked.hpp>
#include <bindings/spinlock.hpp>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};

Result<> add(const drm::GemRef<Buffer> &buffer, const Fence &fence,
             const Locked<u32, SpinLock<"test.count">> &count) MAY_SLEEP
{
    const auto name = [](const drm::GemRef<Buffer> &named, drm::Reserving &reserving)
                          MAY_SLEEP { return reserving.add(named); };
    const auto use = [fence](const auto &, u32, drm::FenceSlot &&slot) {
        std::move(slot).add(fence, drm::FenceUse::bookkeep);
    };
#ifdef CONTROL
    TRY(drm::with_reservations(buffer, 1, name, use));
    *count.lock() += 1;
#else
    auto held = count.lock();
    TRY(drm::with_reservations(buffer, 1, name, use));
    *held += 1;
#endif
    return {};
}
