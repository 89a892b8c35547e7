// SPDX-License-Identifier: GPL-2.0
// Plays seeds with the Binder driver: what many processes say and do, which mostly makes sense. Ends
// with the first seed that finds something.
//
//     binder_fuzz DEVICE LOGS FILESYSTEM MILLISECONDS UPTIME FIRST [SEED...]
//
// A seed takes so many milliseconds at most. First are the seeds named, then FIRST, and those that
// follow it until the system is up for so many seconds. UPTIME 0: only those that are named.
#include <tests/fuzz/binder/seed_watch.hpp>

int main(int argc, char **argv)
{
    if (argc < 7)
        return 2;
    setlinebuf(stdout);
    const std::span arguments(argv, static_cast<size_t>(argc));
    const auto number = [&](size_t i) { return std::strtoull(arguments[i], nullptr, 0); };
    driver = {.device = arguments[1], .logs = arguments[2], .file_system = arguments[3]};
    SeedWatch watch{std::chrono::milliseconds(number(4))};
    const auto play = [&](uint64_t seed) { return watch.play(Plan(seed)); };
    for (size_t i = 7; i < arguments.size(); i++)
        if (!play(number(i)))
            return 1;
    if (number(5) == 0)
        return 0;
    // This clock begins with the system.
    const SeedRun::Clock::time_point end{std::chrono::seconds(number(5))};
    uint64_t seed = number(6);
    do {
        if (!play(seed++))
            return 1;
    } while (SeedRun::Clock::now() < end);
    return 0;
}
