// SPDX-License-Identifier: GPL-2.0
// The machine sleeps, as far as its devices go: nobody is there to wake it.
#pragma once

#include <tests/user/need.hpp>

#include <cstring>

#include <fcntl.h>
#include <unistd.h>

inline bool write_file(const char *path, const char *what)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool done = fd >= 0 && write(fd, what, std::strlen(what)) > 0;
    close(fd);
    return done;
}

/// Returns whether the kernel can try to sleep.
inline bool sleep_and_wake()
{
    if (!write_file("/sys/power/pm_test", "devices"))
        return false;
    need(write_file("/sys/module/suspend/parameters/pm_test_delay", "1"), "a short sleep");
    need(write_file("/sys/power/state", "freeze"), "to sleep");
    return true;
}
