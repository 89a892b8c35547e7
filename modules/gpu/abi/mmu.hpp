// SPDX-License-Identifier: GPL-2.0
// Page tables of the device: four levels of 512 entries of 64 bits, in the memory of the guest. An entry of
// level 0 covers 512 GiB, one of level 3 a page of 4 KiB. A leaf may be at level 2 (2 MiB) or 3.
#pragma once

#include <stdint.h>

namespace gpu::abi {

inline constexpr unsigned int va_bits = 48;
inline constexpr unsigned int pa_bits = 48;
inline constexpr unsigned int page_shift = 12;
inline constexpr unsigned int level_bits = 9;
inline constexpr unsigned int levels = 4;
inline constexpr unsigned int first_leaf_level = 2;

inline constexpr uint64_t pte_valid = 1u << 0;
/// It maps memory; without it: the address of a table.
inline constexpr uint64_t pte_leaf = 1u << 1;
inline constexpr uint64_t pte_write = 1u << 2;
/// Command streams and programs may be fetched from it.
inline constexpr uint64_t pte_execute = 1u << 3;
/// Without meaning to this device, which has no caches of its own.
inline constexpr uint64_t pte_uncached = 1u << 4;
inline constexpr uint64_t pte_address = 0x0000'ffff'ffff'f000;

constexpr unsigned int level_shift(unsigned int level)
{
    return page_shift + level_bits * (levels - 1 - level);
}
constexpr unsigned int level_index(uint64_t address, unsigned int level)
{
    return static_cast<unsigned int>(address >> level_shift(level)) & ((1u << level_bits) - 1);
}
static_assert(level_shift(3) == 12 && level_shift(2) == 21 && level_shift(0) == 39);

} // namespace gpu::abi
