// SPDX-License-Identifier: GPL-2.0
// What a seed is about, whatever device it is played with: how many take part, what they do how often, and what goes
// wrong meanwhile.
#pragma once

#include <tests/fuzz/random.hpp>

#include <format>
#include <string>
#include <utility>

/// A Step is something that a thread does next.
template <class Step> struct DrmPlan {
    using Steps = Weights<static_cast<size_t>(Step::count)>;

    /// `all`: how often what is done where nothing is left out.
    DrmPlan(uint64_t seed, const Steps &all) : seed(seed)
    {
        Random random(seed, 1);
        processes = random.between(1, most_processes);
        threads = random.between(1, 4);
        doing = all.varied(random, 25);
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

    static constexpr size_t most_processes = 3;

    uint64_t seed;
    size_t processes;
    size_t threads; // of each process
    Steps doing;
    unsigned mutated; // so many of a hundred arguments are not quite right
    unsigned interrupted_every_ms;
    unsigned faults; // so many of a hundred calls have an allocation or a copy that fails
    unsigned killed_every_steps; // of all of them, or 0: however fast they are, they get somewhere
    bool shares;                 // the processes have a file together
    bool replugs;                // the driver is unbound meanwhile, and bound again

protected:
    void do_more_often(Step step, unsigned more) { doing.of[static_cast<size_t>(step)] += more; }
};
