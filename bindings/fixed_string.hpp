// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <cstddef>

namespace kernel {

/// A literal as a template argument: `Mutex<"note.text">`.
template <std::size_t size> struct FixedString {
    consteval FixedString(const char (&from)[size])
    {
        static_assert(size > 1, "a name says something, like \"note.text\"");
        __builtin_memcpy(text, from, size);
    }

    char text[size];
};

} // namespace kernel
