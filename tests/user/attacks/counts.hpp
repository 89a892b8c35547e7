// SPDX-License-Identifier: GPL-2.0
// What the driver's log counts: all objects that there are, and what one process has of them.
#pragma once

#include <tests/user/dialogue/process_stats.hpp>

using Counts = std::map<std::string, std::string>;

/// All of them; `service` is the process.
inline Counts counts(pid_t service)
{
    std::ifstream file(logs + "/stats");
    Counts counts;
    std::string line;
    while (std::getline(file, line)) {
        const size_t active = line.find(": active ");
        // Some kinds are not named before there was one.
        if (active != std::string::npos && !line.contains(": active 0"))
            counts[line.substr(0, active)] =
                line.substr(active + 9, line.find(" total") - active - 9);
    }
    for (const auto &stat : stats_of(service))
        counts["the service's " + stat.substr(0, stat.find_first_of("0123456789"))] = stat;
    return counts;
}
