// SPDX-License-Identifier: GPL-2.0
// The machine sleeps, as far as its devices go: nobody is there to wake it.
#pragma once

#include <tests/user/need.hpp>
#include <tests/user/write_text.h>

/// Returns whether the kernel can try to sleep.
inline bool sleep_and_wake()
{
    if (write_text("/sys/power/pm_test", "devices"))
        return false;
    need(write_text("/sys/module/suspend/parameters/pm_test_delay", "1") == 0, "a short sleep");
    need(write_text("/sys/power/state", "freeze") == 0, "to sleep");
    return true;
}
