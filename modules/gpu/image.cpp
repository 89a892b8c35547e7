// SPDX-License-Identifier: GPL-2.0
#include <bindings/crc32.hpp>
#include <bindings/printk.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/abi/registers.hpp>
#include <modules/gpu/image.hpp>

#include <array>
#include <bit>
#include <ranges>

namespace gpu {
namespace {

bool is_well_formed(const abi::ImageHeader &header, size_t file_size)
{
    return header.magic == abi::image_magic && header.header_size >= sizeof(header) &&
           header.header_size <= file_size && header.image_size == file_size - header.header_size &&
           header.image_size % abi::image_alignment == 0 && header.image_size > 0 &&
           header.version[sizeof(header.version) - 1] == 0;
}

// Also that the firmware's rings are in its memory.
bool fits(const abi::ImageHeader &header)
{
    return header.image_size <= header.memory_size && header.memory_size <= abi::sram_size &&
           header.entry < header.image_size && header.entry % sizeof(u32) == 0 &&
           header.interface % abi::image_alignment == 0 && header.interface < header.memory_size &&
           sizeof(abi::Interface) <= header.memory_size - header.interface;
}

} // namespace

Result<abi::ImageHeader> check_image(std::span<const u8> file)
{
    std::array<u8, sizeof(abi::ImageHeader)> bytes{};
    for (auto [to, from] : std::views::zip(bytes, file))
        to = from;
    const auto header = std::bit_cast<abi::ImageHeader>(bytes);
    if (file.size() < sizeof(bytes) || !is_well_formed(header, file.size())) {
        pr_err("this is no firmware for the device\n");
        return -EINVAL;
    }
    const auto image = file.subspan(header.header_size);
    if (crc32(image) != header.checksum) {
        pr_err("the firmware was changed: its checksum is not %#x\n", header.checksum);
        return -EINVAL;
    }
    if (header.abi_version >> 16 != abi::abi_major ||
        (header.abi_version & 0xffff) < abi::abi_minor) {
        pr_err("the firmware speaks version %u.%u, this driver %u.%u\n", header.abi_version >> 16,
               header.abi_version & 0xffff, abi::abi_major, abi::abi_minor);
        return -EOPNOTSUPP;
    }
    if (!fits(header)) {
        pr_err("the firmware does not fit the memory of the device\n");
        return -EINVAL;
    }
    return header;
}

} // namespace gpu
