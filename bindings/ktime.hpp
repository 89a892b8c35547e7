// SPDX-License-Identifier: GPL-2.0
// <linux/ktime.h>: the time, to the nanosecond.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

namespace kernel {

/// Nanoseconds since the machine was started, but for those that it slept.
///
/// Context: Any context.
inline u64 ktime_get_ns()
{
    unsafe("it reads a clock") {
        return static_cast<u64>(raw::ktime_get());
    }
}

} // namespace kernel
