// SPDX-License-Identifier: GPL-2.0
// What is left of processes that used Binder once they are gone: nothing, neither of the driver's
// objects nor of files.
#pragma once

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

class Leftovers {
public:
    /// `stats` is the driver's log of that name. Nobody uses Binder now.
    explicit Leftovers(std::string stats) : stats_(std::move(stats)), files_(open_files()) {}

    /// Waits until there are none, but not for ever. Returns what is left.
    std::string find() const
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (;;) {
            std::string left = objects() + files();
            if (left.empty() || std::chrono::steady_clock::now() > end)
                return left;
            // Some files are closed when the kernel comes to it.
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

private:
    static long open_files()
    {
        std::ifstream numbers("/proc/sys/fs/file-nr");
        long open = 0;
        numbers >> open;
        return open;
    }

    std::string files() const
    {
        // Each CPU counts up to 32 for itself.
        constexpr long unsure = 128;
        const long more = open_files() - files_;
        return more <= unsure ? "" : std::to_string(more) + " open files; ";
    }

    /// Lines of the log are like "thread: active 0 total 12".
    std::string objects() const
    {
        std::ifstream log(stats_);
        if (!log)
            return "there is no log " + stats_;
        std::string left, line;
        while (std::getline(log, line)) {
            std::istringstream words(line);
            std::string name, active, count;
            words >> name >> active >> count;
            if (active == "active" && count != "0")
                left += name + " " + count + "; ";
        }
        return left;
    }

    std::string stats_;
    long files_;
};
