// SPDX-License-Identifier: GPL-2.0
// A seed that does what is done all the time, by many threads that are killed while they do it.
#pragma once

#include <tests/fuzz/binder/plan.hpp>

inline constexpr StepWeights storm_steps{
    {300, 150, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 6, 6, 0, 0, 4, 4, 0, 4, 4}};

inline Plan storm(uint64_t seed)
{
    Plan plan(seed);
    plan.processes = 64;
    plan.threads = 8;
    plan.steps = 1000000;
    plan.lives = ~0u;
    plan.doing = storm_steps;
    plan.saying = all_commands;
    plan.carrying = all_things;
    plan.mutated = 0;
    plan.blocking = 50;
    plan.one_way = 30;
    plan.objects = 2;
    plan.most_things = 3;
    plan.killed_every_steps = 200;
    // Whoever waits for somebody who does nothing any more goes on at some time.
    plan.interrupted_every_ms = 1000;
    plan.faults = 0;
    plan.scribbles = plan.mounts = plan.as_user = plan.large = false;
    return plan;
}
