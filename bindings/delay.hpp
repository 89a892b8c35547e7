// SPDX-License-Identifier: GPL-2.0
// <linux/delay.h>: waiting for nothing but time.
#pragma once

#include <bindings/jiffies.hpp>

namespace kernel {

/// Sleeps for `duration` at least, whatever signals come.
///
/// Context: Process context. May sleep.
template <Duration D> void msleep(D duration) MAY_SLEEP
{
    unsafe("the caller may sleep") {
        raw::msleep(detail::to_msecs(duration));
    }
}

} // namespace kernel
