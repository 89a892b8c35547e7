// SPDX-License-Identifier: GPL-2.0
// <linux/sched.h>: how nice a task is to others, from -20 (not at all) to 19.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

namespace kernel {

/// How nice the calling task is.
///
/// Context: Process context.
inline s32 current_nice()
{
    unsafe("a task may ask for its own niceness") {
        return raw::current_nice();
    }
}

/// Makes the calling task as nice as this; or less so, if neither a capability nor RLIMIT_NICE
/// allows it, as little as the limit does. What it is already needs no permission.
///
/// Context: Process context.
/// Return: how nice it is now.
inline s32 set_current_nice(s32 nice)
{
    unsafe("a task may change its own niceness; the kernel checks the limit and ignores what is "
           "none") {
        return raw::set_current_nice(nice);
    }
}

} // namespace kernel
