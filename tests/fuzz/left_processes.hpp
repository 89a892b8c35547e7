// SPDX-License-Identifier: GPL-2.0
// What is left of the processes of a seed: all come to who has begun them, once they have ended.
#pragma once

#include <tests/user/text_of.hpp>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <print>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

/// Return: whether all that were killed have ended, in a time in which they should.
inline bool reap_all()
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < end) {
        const pid_t pid = waitpid(-1, nullptr, WNOHANG);
        if (pid < 0 && errno == ECHILD)
            return true;
        if (pid == 0)
            usleep(1000);
    }
    return false;
}

/// Where the threads are that were killed, and are still there.
inline void print_hung()
{
    for (const auto &process : std::filesystem::directory_iterator("/proc")) {
        const std::string comm = text_of(process.path() / "comm");
        if (!comm.starts_with("f") || !std::filesystem::exists(process.path() / "task"))
            continue;
        for (const auto &thread : std::filesystem::directory_iterator(process.path() / "task"))
            std::println("{}{}{}", thread.path().string(), text_of(thread.path() / "stat"),
                         text_of(thread.path() / "stack"));
    }
    std::ofstream("/proc/sysrq-trigger") << "w";
}
