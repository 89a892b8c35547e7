// SPDX-License-Identifier: GPL-2.0
// Results, as TAP.
#pragma once

#include <chrono>
#include <concepts>
#include <format>
#include <print>
#include <string>
#include <thread>

class Report {
public:
    static bool result(bool good, const std::string &name, const std::string &details = "")
    {
        failures_ += !good;
        std::println("{} {} - {}", good ? "ok" : "not ok", ++count_, name);
        if (!good && !details.empty())
            std::println("#   {}", details);
        std::fflush(stdout);
        return good;
    }
    static int status() { return count_ && !failures_ ? 0 : 1; }

private:
    static inline int count_ = 0;
    static inline int failures_ = 0;
};

/// A result that holds if both are the same.
template <class T> bool check_same(const T &is, const std::type_identity_t<T> &wanted,
                                   const std::string &name)
{
    return Report::result(is == wanted, name, std::format("{:#x} instead of {:#x}", is, wanted));
}

/// Whether `happens` says so within the time.
template <std::predicate T>
bool eventually(T happens, std::chrono::milliseconds time = std::chrono::milliseconds(10'000))
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (!happens()) {
        if (std::chrono::steady_clock::now() > end)
            return happens();
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    return true;
}
