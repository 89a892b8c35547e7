// SPDX-License-Identifier: GPL-2.0
// <linux/crc32.h>: checksums as Ethernet, zlib and PNG have them.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <cstddef>
#include <span>

namespace kernel {

/// The sum continued from `crc`: that of the bytes before, or a seed.
///
/// Context: Any context.
inline u32 crc32_le(u32 crc, std::span<const std::byte> bytes)
{
    unsafe("it reads these bytes alone") {
        return raw::crc32_le(crc, reinterpret_cast<const unsigned char *>(bytes.data()),
                             bytes.size());
    }
}

/// The sum of a whole file, as zlib's crc32().
///
/// Context: Any context.
inline u32 crc32(std::span<const u8> bytes)
{
    return ~crc32_le(~u32{0}, std::as_bytes(bytes));
}

} // namespace kernel
