// SPDX-License-Identifier: GPL-2.0
// BAR 2 of QEMU's VGA and bochs-display, as in its docs/specs/standard-vga.rst: what the screen says of itself,
// registers of VGA, and those of Bochs (VBE DISPI).
#pragma once

#include <bindings/pci.hpp>

namespace bochs {
using namespace kernel;

struct Regs {
    static constexpr size_t size = 0x1000;

    /// Of VGA. bochs-display has none, and nobody hears.
    static constexpr Reg<u8> vga_attribute{0x400};
    static constexpr Reg<u8> vga_misc{0x402};
    static constexpr Reg<const u8> vga_input_status{0x41a};

    /// Of Bochs, by their numbers.
    static constexpr Reg<const u16> id{0x500};
    static constexpr Reg<u16> xres{0x502};
    static constexpr Reg<u16> yres{0x504};
    static constexpr Reg<u16> bits_per_pixel{0x506};
    static constexpr Reg<u16> enable{0x508};
    static constexpr Reg<u16> bank{0x50a};
    static constexpr Reg<u16> virtual_width{0x50c};
    static constexpr Reg<u16> virtual_height{0x50e};
    static constexpr Reg<u16> x_offset{0x510};
    static constexpr Reg<u16> y_offset{0x512};
    static constexpr Reg<const u16> video_memory_64k{0x514};

    /// Of QEMU: how many bytes of such registers there are, and the order of the bytes of a pixel.
    static constexpr Reg<const u32> extension_size{0x600};
    static constexpr Reg<u32> byte_order{0x604};
};

using Bar = Devres<pci::Bar<Regs>>;

inline constexpr u16 id_mask = 0xfff0;
inline constexpr u16 id_value = 0xb0c0;
/// Without it what is in memory is cleared.
inline constexpr u16 keep_memory = 0x80;
inline constexpr u16 enabled_linear = 0x41 | keep_memory;
inline constexpr u8 vga_misc_color = 0x01;
inline constexpr u8 vga_attribute_on = 0x20;
inline constexpr u32 little_endian = 0x1e1e1e1e;

/// Where registers begin: before them there is the EDID.
inline constexpr size_t edid_size = 0x400;

} // namespace bochs
