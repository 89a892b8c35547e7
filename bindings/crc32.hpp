// SPDX-License-Identifier: GPL-2.0
// <linux/crc32.h>: checksums.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/types.hpp>

#include <cstddef>
#include <span>

namespace kernel {

/// The checksum of Ethernet and of many files, continued from `crc`: that of the bytes before, or a seed.
///
/// Context: Any context.
inline u32 crc32_le(u32 crc, std::span<const std::byte> bytes)
{
    unsafe("it reads the bytes, and no others") {
        return raw::crc32_le(crc, reinterpret_cast<const unsigned char *>(bytes.data()),
                             bytes.size());
    }
}

} // namespace kernel
