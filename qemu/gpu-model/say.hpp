// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <cstdio>
#include <format>
#include <print>
#include <utility>

namespace model {

/// A message for who looks after the machine. A guest that provokes them fills no disk: after a hundred there are
/// no more.
template <class... T> void say(std::format_string<T...> format, T &&...values)
{
    static unsigned int left = 100;
    if (left == 0)
        return;
    std::println(stderr, "gpu-model: {}", std::format(format, std::forward<T>(values)...));
    if (--left == 0)
        std::println(stderr, "gpu-model: no more messages");
}

} // namespace model
