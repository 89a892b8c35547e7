// SPDX-License-Identifier: GPL-2.0
// What the driver's log of statistics counts for one process.
#pragma once

#include <tests/user/dialogue/logs.hpp>

#include <string>
#include <vector>

/// The lines about a process, such as "nodes: 1", of all files that it has open; without what was said.
inline std::vector<std::string> stats_with_pages_of(pid_t pid)
{
    std::ifstream file(logs + "/stats");
    std::vector<std::string> lines;
    std::string line;
    bool is_it = false;
    while (std::getline(file, line)) {
        if (!line.starts_with("  "))
            is_it = line.starts_with("context ") ? is_it : line == std::format("proc {}", pid);
        else if (is_it && !line.starts_with("  BC_") && !line.starts_with("  BR_"))
            lines.push_back(line.substr(2));
    }
    return lines;
}

/// The same without pages, which the kernel takes back when it likes.
inline std::vector<std::string> stats_of(pid_t pid)
{
    auto lines = stats_with_pages_of(pid);
    std::erase_if(lines, [](const std::string &line) { return line.starts_with("pages"); });
    return lines;
}

/// What stands behind `name` in the first of them that begins with it.
inline std::string stat_of(pid_t pid, const std::string &name)
{
    for (const auto &line : stats_of(pid))
        if (line.starts_with(name))
            return line.substr(name.size());
    return "none";
}
