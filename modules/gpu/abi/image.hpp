// SPDX-License-Identifier: GPL-2.0
// A file of firmware: this header, then what is copied to the memory of the microcontroller from address 0 on.
#pragma once

#include <stdint.h>

namespace gpu::abi {

struct ImageHeader {
    uint32_t magic;       // image_magic
    uint32_t header_size; // where the bytes begin in the file
    uint32_t image_size;  // how many there are
    uint32_t memory_size; // with the zeros behind them
    uint32_t checksum;    // of the bytes: CRC-32 as Ethernet's
    uint32_t abi_version; // major << 16 | minor
    uint32_t entry;
    uint32_t interface; // where Interface is (messages.hpp)
    char version[32];   // for people, ends with 0
};
static_assert(sizeof(ImageHeader) == 64);

inline constexpr uint32_t image_magic = 0x5746474b; // "KGFW"
inline constexpr uint32_t image_alignment = 8;

} // namespace gpu::abi
