// SPDX-License-Identifier: GPL-2.0
// What a seed is about: what is asked of a graphics processor, and how often.
#pragma once

#include <tests/fuzz/drm/plan.hpp>

/// What a thread does next.
enum class Step : size_t {
    ask,
    vm,
    bind,
    bind_later,
    buffer,
    map,
    write,
    prime,
    syncobj,
    wait,
    group,
    submit,
    heap,
    open,
    fork,
    junk,
    count
};

struct Plan : DrmPlan<Step> {
    explicit Plan(uint64_t seed) : DrmPlan(seed, all)
    {
        // Without these there is little that could go wrong.
        do_more_often(Step::vm, 6);
        do_more_often(Step::bind, 30);
        do_more_often(Step::buffer, 16);
        do_more_often(Step::map, 10);
        do_more_often(Step::write, 20);
        do_more_often(Step::syncobj, 10);
        do_more_often(Step::group, 12);
        do_more_often(Step::submit, 60);
        do_more_often(Step::open, 6);
        // What is submitted says a lot, all of which has to be right.
        mutated /= 2;
        Random random(seed, 2);
        hangs = random.chance(12);
    }

    std::string text() const { return DrmPlan::text() + (hangs ? ", streams hang" : ""); }

    /// Some streams never end: a device that is reset costs more time than most seeds have.
    bool hangs;

private:
    static constexpr Steps all{{10, 10, 60, 40, 24, 16, 40, 16, 20, 30, 16, 140, 8, 4, 3, 8}};
};
