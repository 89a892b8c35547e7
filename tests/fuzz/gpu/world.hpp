// SPDX-License-Identifier: GPL-2.0
// What all processes of a seed share: what a graphics processor has done for them.
#pragma once

#include <tests/fuzz/drm/world.hpp>
#include <tests/fuzz/gpu/plan.hpp>

struct Counts {
    std::string text() const
    {
        return std::format("{} written, {} submitted, {} finished, {} answered", written.load(),
                           submitted.load(), finished.load(), answered.load());
    }

    std::atomic<size_t> written;   // streams
    std::atomic<size_t> submitted; // streams
    std::atomic<size_t> finished;  // fences that came to their end while somebody waited
    std::atomic<size_t> answered;  // honest clients
};
using World = DrmWorld<Plan, Counts>;
