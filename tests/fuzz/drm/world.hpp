// SPDX-License-Identifier: GPL-2.0
// What all processes of a seed share: what they have done.
#pragma once

#include <tests/fuzz/drm/plan.hpp>
#include <tests/fuzz/shared_world.hpp>

#include <array>
#include <atomic>
#include <new>

/// `Counts` are the target's own, with what they say (text()).
template <class Plan_, class Counts> class DrmWorld : public SharedWorld, public Counts {
public:
    using Plan = Plan_;

    /// A new one. It lives as long as one of the processes that know it.
    static DrmWorld &make(const Plan &plan)
    {
        return *new (share(sizeof(DrmWorld))) DrmWorld(plan);
    }
    /// For the process that has made it.
    void destroy() { munmap(this, sizeof(DrmWorld)); }

    const Plan plan;
    std::atomic<size_t> steps, calls;
    /// How often each ioctl, by its number, did what it was asked for.
    std::array<std::atomic<size_t>, 256> done{};

private:
    explicit DrmWorld(const Plan &plan) : SharedWorld(plan.seed), plan(plan) {}
};
