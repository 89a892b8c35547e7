// SPDX-License-Identifier: GPL-2.0
// Waiting for what becomes true a little later, such as the end of what was closed.
#pragma once

#include <unistd.h>

/// Waits until `is_true()`, for so many seconds at most.
///
/// Return: whether it is.
template <class F> bool comes_true(F &&is_true, int seconds = 10)
{
    for (int i = 0; i < seconds * 50; i++) {
        if (is_true())
            return true;
        usleep(20000);
    }
    return false;
}
