// SPDX-License-Identifier: GPL-2.0
// What a seed is about: what is done to a screen, and how often.
#pragma once

#include <tests/fuzz/drm/plan.hpp>

/// What a thread does next.
enum class Step : size_t {
    show,
    commit,
    flip,
    set_crtc,
    cursor,
    damage,
    gamma,
    ask,
    blob,
    buffer,
    framebuffer,
    map,
    prime,
    blank,
    event,
    open,
    master,
    fence,
    console,
    junk,
    count
};

struct Plan : DrmPlan<Step> {
    explicit Plan(uint64_t seed) : DrmPlan(seed, all)
    {
        // Without these there is little that could go wrong.
        do_more_often(Step::show, 30);
        do_more_often(Step::buffer, 12);
        do_more_often(Step::framebuffer, 20);
    }

private:
    static constexpr Steps all{
        {60, 60, 40, 12, 30, 24, 4, 30, 16, 24, 40, 10, 16, 20, 30, 6, 3, 12, 3, 12}};
};
