// SPDX-License-Identifier: GPL-2.0
// <linux/nospec.h>: indexes that come from user space.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <cstddef>

namespace kernel {

/// Behind a check that `index` is below `size`: the same, or 0 where a CPU has gone on without waiting for that check
/// (Documentation/admin-guide/hw-vuln/spectre.rst, variant 1).
///
/// Context: Any context.
inline size_t array_index_nospec(size_t index, size_t size)
{
    unsafe("plain arithmetic") {
        return raw::array_index_nospec(index, size);
    }
}

} // namespace kernel
