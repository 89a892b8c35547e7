// SPDX-License-Identifier: GPL-2.0
// What the runtime asks of the kernel below it. The definitions are C: bindings/raw/cxxrt.c.
#pragma once

#include <cstddef>

extern "C" {

/// Memory for the nothrow operators new.
///
/// Context: Process context. May sleep.
/// Return: at least `size` bytes aligned to `align` (a power of two), or nullptr.
/// Ownership: the caller's, until kcxx_free().
void *kcxx_alloc(std::size_t size, std::size_t align) noexcept;

/// Gives memory of kcxx_alloc() back; nullptr is nothing to do.
///
/// Context: Any context but NMI.
void kcxx_free(void *p) noexcept;
}
