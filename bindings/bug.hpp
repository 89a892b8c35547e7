// SPDX-License-Identifier: GPL-2.0
// <linux/bug.h>: what to do about the impossible.
#pragma once

#include <cxxrt/host.hpp>

namespace kernel {

/// Says why in the log and ends the current task with a BUG. For broken invariants alone: what
/// can happen is an errno.
///
/// Context: Any context.
[[noreturn, gnu::always_inline]] inline void bug(const char *reason)
{
    kcxx_bug("%s\n", reason);
    __builtin_trap();
}

} // namespace kernel
