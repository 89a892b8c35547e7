// SPDX-License-Identifier: GPL-2.0
// Plays seeds with the Binder driver: what many processes say and do, which mostly makes sense. Ends
// with the first seed that finds something.
//
//     binder_fuzz DEVICE LOGS FILESYSTEM PLAN MILLISECONDS UPTIME FIRST [SEED...]
//
// PLAN is what a seed stands for: 'mixed' or 'storm'. It takes so many milliseconds at most. First are
// the seeds named, then FIRST, and those that follow it until the system is up for so many seconds.
// UPTIME 0: only those that are named.
#include <tests/fuzz/binder/seed_watch.hpp>
#include <tests/fuzz/binder/storm.hpp>

int main(int argc, char **argv)
{
    if (argc < 8)
        return 2;
    setlinebuf(stdout);
    const std::span arguments(argv, static_cast<size_t>(argc));
    const auto number = [&](size_t i) { return std::strtoull(arguments[i], nullptr, 0); };
    driver = {.device = arguments[1], .logs = arguments[2], .file_system = arguments[3]};
    const bool is_storm = std::string(arguments[4]) == "storm";
    SeedWatch watch{std::chrono::milliseconds(number(5))};
    const auto play = [&](uint64_t seed) {
        return watch.play(is_storm ? storm(seed) : Plan(seed));
    };
    for (size_t i = 8; i < arguments.size(); i++)
        if (!play(number(i)))
            return 1;
    if (number(6) == 0)
        return 0;
    // This clock begins with the system.
    const SeedRun::Clock::time_point end{std::chrono::seconds(number(6))};
    uint64_t seed = number(7);
    do {
        if (!play(seed++))
            return 1;
    } while (SeedRun::Clock::now() < end);
    return 0;
}
