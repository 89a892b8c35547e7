// SPDX-License-Identifier: GPL-2.0
#include <modules/bochs/screen.hpp>

#include <algorithm>

namespace bochs {
namespace {

// Nobody would see what is drawn on a screen that VGA has blanked. The first read makes the attribute register
// expect a number.
void set_blank(const pci::Bar<Regs> &bar, bool is_blank)
{
    bar.write<Regs::vga_misc>(vga_misc_color);
    bar.read<Regs::vga_input_status>();
    bar.write<Regs::vga_attribute>(is_blank ? 0 : vga_attribute_on);
}

} // namespace

Result<size_t> Screen::identify() const
{
    constexpr size_t unit = 64 * 1024;
    auto bar = TRY(bar_.try_access());
    if ((bar->read<Regs::id>() & id_mask) != id_value)
        return -ENODEV;
    return bar->read<Regs::video_memory_64k>() * unit;
}

Result<> Screen::read_edid(std::span<u8> bytes, size_t offset) const
{
    auto bar = TRY(bar_.try_access());
    if (bytes.empty() || offset > edid_size || bytes.size() > edid_size - offset)
        return -EINVAL;
    bar->read(offset, bytes);
    // What is not there reads as one value. The core would complain about such an EDID.
    if (std::ranges::all_of(bytes, [first = bytes[0]](u8 byte) { return byte == first; }))
        return -ENODEV;
    return {};
}

void Screen::set_mode(drm::Size size) const
{
    auto bar = bar_.try_access();
    if (!bar)
        return;
    set_blank(**bar, false);
    (*bar)->write<Regs::enable>(0);
    (*bar)->write<Regs::bits_per_pixel>(32);
    (*bar)->write<Regs::xres>(static_cast<u16>(size.width));
    (*bar)->write<Regs::yres>(static_cast<u16>(size.height));
    (*bar)->write<Regs::bank>(0);
    (*bar)->write<Regs::virtual_width>(static_cast<u16>(size.width));
    (*bar)->write<Regs::virtual_height>(static_cast<u16>(size.height));
    (*bar)->write<Regs::x_offset>(0);
    (*bar)->write<Regs::y_offset>(0);
    (*bar)->write<Regs::enable>(enabled_linear);
    if (const u32 extension = (*bar)->read<Regs::extension_size>();
        extension >= 8 && extension <= Regs::size)
        (*bar)->write<Regs::byte_order>(little_endian);
}

void Screen::switch_off() const
{
    if (auto bar = bar_.try_access()) {
        set_blank(**bar, true);
        (*bar)->write<Regs::enable>(0);
    }
}

void Screen::show(size_t begin, size_t pitch) const
{
    if (auto bar = bar_.try_access()) {
        (*bar)->write<Regs::x_offset>(static_cast<u16>(begin % pitch / sizeof(u32)));
        (*bar)->write<Regs::y_offset>(static_cast<u16>(begin / pitch));
    }
}

} // namespace bochs
