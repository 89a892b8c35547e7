// SPDX-License-Identifier: GPL-2.0
// <linux/bug.h>: what to do about the impossible.
#pragma once

#include <bindings/fixed_string.hpp>

namespace kernel {

/// Ends the current task with a BUG that says the reason and where in the module it came to that:
/// `bug<"the list was changed meanwhile">()`. For broken invariants alone: what can happen is an
/// errno.
///
/// Context: Any context.
template <FixedString reason> [[noreturn, gnu::always_inline]] inline void bug()
{
    __builtin_verbose_trap("kcxx", reason.text);
}

/// Of a function of an owner: whether the memory of what it owns is there and aligned was settled when
/// that was made, and is not asked again at each use. That it owns something is.
#define KCXX_OWNED_MEMORY [[clang::no_sanitize("null", "alignment", "object-size")]]

} // namespace kernel
