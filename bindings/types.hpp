// SPDX-License-Identifier: GPL-2.0
// The short names of <linux/types.h>.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kernel {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = unsigned long long; // as <asm-generic/int-ll64.h>: what ioctl structures use
using s8 = std::int8_t;
using s16 = std::int16_t;
using s32 = std::int32_t;
using s64 = long long;
using usize = std::size_t;
using std::size_t;
using ssize_t = std::ptrdiff_t;
using loff_t = long long;

} // namespace kernel
