// SPDX-License-Identifier: GPL-2.0
// <linux/crc32.h>: checksums as Ethernet, zlib and PNG have them.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <span>

namespace kernel {

/// Context: Any context.
inline u32 crc32(std::span<const u8> bytes)
{
    unsafe("it reads these bytes alone") {
        return ~raw::crc32_le(~u32{0}, bytes.data(), bytes.size());
    }
}

} // namespace kernel
