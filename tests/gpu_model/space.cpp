// SPDX-License-Identifier: GPL-2.0
#include "space.hpp"

namespace abi = gpu::abi;
namespace reg = gpu::abi::reg;

Space::Space(Card &card, uint32_t as) : card_(card), as_(as), root_(card.allocate(4096))
{
    update();
}

uint64_t &Space::entry(uint64_t address, unsigned int level)
{
    uint64_t table = root_;
    for (unsigned int above = 0; above < level; above++) {
        auto &entry =
            card_.machine().in_ram<uint64_t>(table + abi::level_index(address, above) * 8);
        if (!entry)
            entry = card_.allocate(4096) | abi::pte_valid;
        table = entry & abi::pte_address;
    }
    return card_.machine().in_ram<uint64_t>(table + abi::level_index(address, level) * 8);
}

void Space::map(uint64_t address, uint64_t physical, size_t size, uint64_t flags)
{
    for (size_t offset = 0; offset < size; offset += 4096)
        store(entry(address + offset), (physical + offset) | flags);
}

bool Space::update()
{
    const uint32_t base = reg::as_base + as_ * reg::as_stride;
    card_.machine().write(base + reg::as_root_low, static_cast<uint32_t>(root_));
    card_.machine().write(base + reg::as_root_high, static_cast<uint32_t>(root_ >> 32));
    return card_.request(base + reg::as_update_request, base + reg::as_update_done);
}

Buffer Space::allocate(size_t size, uint64_t flags)
{
    size = (size + 4095) / 4096 * 4096;
    const uint64_t physical = card_.allocate(size), address = next_;
    next_ += size + 4096;
    map(address, physical, size, flags);
    return {address, card_.machine().ram().subspan(physical, size)};
}
