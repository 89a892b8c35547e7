// SPDX-License-Identifier: GPL-2.0
// Plays seeds with the driver of a display device: what many threads ask of it, which mostly makes sense. Ends with
// the first seed that finds something.
//
//     kms_fuzz SLOT MILLISECONDS UPTIME FIRST [SEED...]
//
// SLOT is the device's, of the PCI bus. A seed takes so many milliseconds. First are the seeds named, then FIRST,
// and those that follow it until the system is up for so many seconds. UPTIME 0: only those that are named.
#include <tests/fuzz/kms/seed_watch.hpp>

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    setlinebuf(stdout);
    const std::span arguments(argv, static_cast<size_t>(argc));
    const auto number = [&](size_t i) { return std::strtoull(arguments[i], nullptr, 0); };
    screen_device.slot = arguments[1];
    const Objects objects{Card(screen_device.card().c_str())};
    SeedWatch watch(objects, std::chrono::milliseconds(number(2)));
    bool is_good = true;
    for (size_t i = 5; i < arguments.size() && is_good; i++)
        is_good = watch.play(Plan(number(i)));
    // This clock begins with the system.
    const SeedRun::Clock::time_point end{std::chrono::seconds(number(3))};
    uint64_t seed = number(4);
    while (is_good && number(3) != 0) {
        is_good = watch.play(Plan(seed++));
        if (SeedRun::Clock::now() >= end)
            break;
    }
    watch.print_done();
    return is_good ? 0 : 1;
}
