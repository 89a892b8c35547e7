// SPDX-License-Identifier: GPL-2.0
// An address space of the GPU, and what is mapped there.
#pragma once

#include "card.hpp"

inline constexpr uint64_t readable = gpu::abi::pte_valid | gpu::abi::pte_leaf;
inline constexpr uint64_t writable = readable | gpu::abi::pte_write;
inline constexpr uint64_t executable = readable | gpu::abi::pte_execute;

/// Memory that both sides see.
struct Buffer {
    uint64_t address = 0; // the GPU's
    std::span<std::byte> bytes;

    template <class T> T &at(size_t offset = 0) const
    {
        return *reinterpret_cast<T *>(bytes.subspan(offset, sizeof(T)).data());
    }
};

class Space {
public:
    /// Address space `as`, from now on.
    Space(Card &card, uint32_t as);

    Card &card() { return card_; }
    uint32_t as() const { return as_; }
    uint64_t root() const { return root_; }

    /// What an address has in a table of that level; tables are made on the way.
    uint64_t &entry(uint64_t address, unsigned int level = gpu::abi::levels - 1);
    void map(uint64_t address, uint64_t physical, size_t size, uint64_t flags);
    bool update();

    /// New memory of zeros, mapped, with a page behind it that is not.
    Buffer allocate(size_t size, uint64_t flags = writable);

private:
    Card &card_;
    uint32_t as_;
    uint64_t root_;
    uint64_t next_ = 0x7f'0000'0000;
};
