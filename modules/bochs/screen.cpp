// SPDX-License-Identifier: GPL-2.0
#include <modules/bochs/screen.hpp>

#include <algorithm>

namespace bochs {
namespace {

// Nobody would see what is drawn on a screen that VGA has blanked. The first read makes the attribute register
// expect a number.
void set_blank(const Registers &registers, bool is_blank)
{
    registers.write<Regs::vga_misc>(vga_misc_color);
    if (registers.read<Regs::vga_input_status>())
        registers.write<Regs::vga_attribute>(is_blank ? 0 : vga_attribute_on);
}

} // namespace

Result<size_t> Screen::identify() const
{
    constexpr size_t unit = 64 * 1024;
    if ((TRY(registers_.read<Regs::id>()) & id_mask) != id_value)
        return -ENODEV;
    return TRY(registers_.read<Regs::video_memory_64k>()) * unit;
}

Result<> Screen::read_edid(std::span<u8> bytes, size_t offset) const
{
    TRY(registers_.read_edid(bytes, offset));
    // What is not there reads as one value. The core would complain about such an EDID.
    if (std::ranges::all_of(bytes, [first = bytes[0]](u8 byte) { return byte == first; }))
        return -ENODEV;
    return {};
}

void Screen::set_mode(drm::Size size) const
{
    set_blank(registers_, false);
    registers_.write<Regs::enable>(0);
    registers_.write<Regs::bits_per_pixel>(32);
    registers_.write<Regs::xres>(static_cast<u16>(size.width));
    registers_.write<Regs::yres>(static_cast<u16>(size.height));
    registers_.write<Regs::bank>(0);
    registers_.write<Regs::virtual_width>(static_cast<u16>(size.width));
    registers_.write<Regs::virtual_height>(static_cast<u16>(size.height));
    registers_.write<Regs::x_offset>(0);
    registers_.write<Regs::y_offset>(0);
    registers_.write<Regs::enable>(enabled_linear);
    if (const auto extension = registers_.read<Regs::extension_size>();
        extension && *extension >= 8 && *extension <= Regs::size)
        registers_.write<Regs::byte_order>(little_endian);
}

void Screen::switch_off() const
{
    set_blank(registers_, true);
    registers_.write<Regs::enable>(0);
}

void Screen::show(size_t begin, size_t pitch) const
{
    registers_.write<Regs::x_offset, Regs::y_offset>(static_cast<u16>(begin % pitch / sizeof(u32)),
                                                     static_cast<u16>(begin / pitch));
}

} // namespace bochs
