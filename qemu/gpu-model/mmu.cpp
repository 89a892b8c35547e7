// SPDX-License-Identifier: GPL-2.0
#include "mmu.hpp"

#include <algorithm>

namespace model {

namespace abi = gpu::abi;
using abi::Fault;

void Mmu::set_root(uint32_t as, uint64_t root)
{
    roots_.at(as) = root & abi::pte_address;
}

static bool allows(uint64_t entry, Access access)
{
    switch (access) {
    case Access::read: return true;
    case Access::write: return entry & abi::pte_write;
    default: return entry & abi::pte_execute;
    }
}

Checked<std::span<std::byte>> Mmu::page(uint64_t entry, unsigned int level, uint64_t address,
                                        Access access) const
{
    if (level < abi::first_leaf_level)
        return fault(Fault::translation, address);
    if (!allows(entry, access))
        return fault(Fault::permission, address);
    const uint64_t size = uint64_t{1} << abi::level_shift(level);
    const uint64_t inside = address % size;
    const uint64_t physical = (entry & abi::pte_address) / size * size + inside;
    if (!ram_.has(physical, 1))
        return fault(Fault::bus, address);
    const std::span<std::byte> rest = ram_.bytes().subspan(physical);
    return rest.first(std::min<size_t>(size - inside, rest.size()));
}

Checked<std::span<std::byte>> Mmu::translate(uint32_t as, uint64_t address, Access access) const
{
    uint64_t table = roots_.at(as);
    if (address >> abi::va_bits || table == 0)
        return fault(Fault::translation, address);
    for (unsigned int level = 0; level < abi::levels; level++) {
        const uint64_t place = table + abi::level_index(address, level) * sizeof(uint64_t);
        if (!ram_.has(place, sizeof(uint64_t)))
            return fault(Fault::bus, address);
        const auto entry = load<uint64_t>(&ram_.bytes()[place]);
        if (!(entry & abi::pte_valid))
            return fault(Fault::translation, address);
        if (entry & abi::pte_leaf)
            return page(entry, level, address, access);
        table = entry & abi::pte_address;
    }
    return fault(Fault::translation, address);
}

} // namespace model
