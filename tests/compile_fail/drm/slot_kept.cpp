// SPDX-License-Identifier: GPL-2.0
// class: data-race
// expect: no matching member function for call to 'emplace'
// why: C adds a fence to a reservation that it has unlocked, in which there may be no room any more.
// rust: none: Rust for Linux has no reservations in 6.12
#include <bindings/drm/exec.hpp>

#include <optional>

using namespace kernel;

struct Buffer {
    bool may_mmap() const { return true; }
    bool may_share() const { return true; }
};

Result<> add(const drm::GemRef<Buffer> &buffer, const Fence &fence) MAY_SLEEP
{
    const auto name = [](const drm::GemRef<Buffer> &named, drm::Reserving &reserving)
                          MAY_SLEEP { return reserving.add(named); };
#ifdef CONTROL
    return drm::with_reservations(buffer, 1, name, [&](const auto &, u32, drm::FenceSlot &&slot) {
        std::move(slot).add(fence, drm::FenceUse::bookkeep);
    });
#else
    std::optional<drm::FenceSlot> kept;
    TRY(drm::with_reservations(buffer, 1, name, [&](const auto &, u32, drm::FenceSlot &&slot) {
        kept.emplace(std::move(slot));
    }));
    std::move(*kept).add(fence, drm::FenceUse::bookkeep);
    return {};
#endif
}
