// SPDX-License-Identifier: GPL-2.0
// What a seed is about: how many take part, what they do how often, and what goes wrong meanwhile.
#pragma once

#include <tests/fuzz/random.hpp>

#include <format>
#include <string>
#include <utility>

/// What a thread does next, with how often it does so where nothing is left out.
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
using StepWeights = Weights<static_cast<size_t>(Step::count)>;
inline constexpr StepWeights all_steps{
    {60, 60, 40, 12, 30, 24, 4, 30, 16, 24, 40, 10, 16, 20, 30, 6, 3, 12, 3, 12}};

struct Plan {
    explicit Plan(uint64_t seed) : seed(seed)
    {
        Random random(seed, 1);
        processes = random.between(1, 3);
        threads = random.between(1, 4);
        doing = all_steps.varied(random, 25);
        // Without these there is little that could go wrong.
        doing.of[static_cast<size_t>(Step::show)] += 30;
        doing.of[static_cast<size_t>(Step::buffer)] += 12;
        doing.of[static_cast<size_t>(Step::framebuffer)] += 20;
        mutated = random.pick(std::array{0u, 3u, 3u, 15u, 50u});
        interrupted_every_ms = static_cast<unsigned>(random.between(2, 20));
        faults = random.chance(25) ? 20 : 0;
        killed_every_steps = random.pick(std::array{0u, 0u, 60u, 300u});
        shares = random.chance(85);
        replugs = random.chance(15);
    }

    std::string text() const
    {
        std::string text = std::format("{} processes of {} threads; {} % odd; signals every {} ms",
                                       processes, threads, mutated, interrupted_every_ms);
        text += killed_every_steps != 0 ? std::format(", kills every {} steps", killed_every_steps)
                                        : "";
        for (const auto &[is_so, what] :
             {std::pair(faults != 0, "faults"), std::pair(shares, "one file for all"),
              std::pair(replugs, "unbound meanwhile")})
            text += is_so ? std::format(", {}", what) : "";
        return text;
    }

    uint64_t seed;
    size_t processes;
    size_t threads; // of each process
    StepWeights doing;
    unsigned mutated; // so many of a hundred arguments are not quite right
    unsigned interrupted_every_ms;
    unsigned faults; // so many of a hundred calls have an allocation or a copy that fails
    unsigned killed_every_steps; // of all of them, or 0: however fast they are, they get somewhere
    bool shares;                 // the processes have the file that is the master
    bool replugs;                // the driver is unbound meanwhile, and bound again
};
