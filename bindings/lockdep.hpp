// SPDX-License-Identifier: GPL-2.0
// <linux/lockdep.h>: locks are told apart by their names, which are template arguments.
#pragma once

#include <bindings/fixed_string.hpp>
#include <bindings/raw.hpp>

namespace kernel {

/// What lockdep knows all locks of one name by: their order towards other locks is checked as one.
template <FixedString name_text> struct LockClass {
    static constexpr const char *name = name_text.text;
    static inline constinit raw::lock_class_key key{};
};

} // namespace kernel
