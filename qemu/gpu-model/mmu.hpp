// SPDX-License-Identifier: GPL-2.0
// How the GPU reaches the guest's memory: through page tables in that memory, which the guest may change at any
// time. They are walked anew for each access, or, where many follow each other, for each turn of a queue.
#pragma once

#include <modules/gpu/abi/commands.hpp>
#include <modules/gpu/abi/mmu.hpp>
#include <modules/gpu/abi/registers.hpp>

#include <array>
#include <expected>

#include "memory.hpp"

namespace model {

/// What a stream has done wrong.
struct StreamFault {
    gpu::abi::Fault code;
    uint64_t value; // the address, or the instruction
};
template <class T> using Checked = std::expected<T, StreamFault>;

inline std::unexpected<StreamFault> fault(gpu::abi::Fault code, uint64_t value)
{
    return std::unexpected(StreamFault{code, value});
}

enum class Access { read, write, execute };

class Mmu {
public:
    explicit Mmu(Memory &ram) : ram_(ram) {}

    /// Takes the root of an address space, 0: it has none.
    void set_root(uint32_t as, uint64_t root);
    void power_on() { roots_.fill(0); }

    /// The memory at an address of an address space, up to the end of its page.
    Checked<std::span<std::byte>> translate(uint32_t as, uint64_t address, Access access) const;

private:
    Checked<std::span<std::byte>> page(uint64_t entry, unsigned int level, uint64_t address,
                                       Access access) const;

    Memory &ram_;
    std::array<uint64_t, gpu::abi::max_as> roots_{};
};

} // namespace model
