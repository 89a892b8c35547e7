// SPDX-License-Identifier: GPL-2.0
// What all processes of a seed share: what they have done to a screen.
#pragma once

#include <tests/fuzz/drm/world.hpp>
#include <tests/fuzz/kms/plan.hpp>

struct Counts {
    std::string text() const
    {
        return std::format("{} shown, {} events, {} pictures", shown.load(), events.load(),
                           pictures.load());
    }

    std::atomic<size_t> shown, events, pictures;
};
using World = DrmWorld<Plan, Counts>;
