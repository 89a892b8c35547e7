// SPDX-License-Identifier: GPL-2.0
// <linux/lockdep.h>: locks are told apart by their names, which are template arguments.
#pragma once

#include <bindings/raw.hpp>

#include <algorithm>

namespace kernel {

/// A literal as a template argument: `Mutex<"note.text">`.
template <size_t size> struct FixedString {
    consteval FixedString(const char (&from)[size])
    {
        static_assert(size > 1, "a lock needs a name, like \"note.text\"");
        std::copy_n(from, size, text);
    }

    char text[size];
};

/// What lockdep knows all locks of one name by: their order towards other locks is checked as one.
template <FixedString name_text> struct LockClass {
    static constexpr const char *name = name_text.text;
    static inline constinit raw::lock_class_key key{};
};

} // namespace kernel
