// SPDX-License-Identifier: GPL-2.0
#pragma once

#include <algorithm>
#include <cstddef>

namespace kernel {

/// A literal as a template argument: `Mutex<"note.text">`.
template <std::size_t size> struct FixedString {
    consteval FixedString(const char (&from)[size])
    {
        static_assert(size > 1, "a name says something, like \"note.text\"");
        std::copy_n(from, size, text);
    }

    char text[size];
};

} // namespace kernel
