// SPDX-License-Identifier: GPL-2.0
// class: use-after-move
// expect: while it is in the 'consumed' state
// why: C adds two fences where it has reserved room for one, which is a BUG if there are many already.
// rust: none: Rust for Linux has no reservations in 6.12
#include <bindings/drm/exec.hpp>

using namespace kernel;

void add(drm::FenceSlot &&slot, const Fence &read, const Fence &written)
{
#ifdef CONTROL
    static_cast<void>(read);
#else
    std::move(slot).add(read, drm::FenceUse::read);
#endif
    std::move(slot).add(written, drm::FenceUse::write);
}
