// SPDX-License-Identifier: GPL-2.0
// An address space, as who is in it reads and writes it.
#pragma once

#include <bit>
#include <cstring>
#include <type_traits>

#include "mmu.hpp"

namespace model {

class GpuMemory {
public:
    GpuMemory(const Mmu &mmu, uint32_t as) : mmu_(mmu), as_(as) {}

    Checked<std::span<std::byte>> at(uint64_t address, Access access) const
    {
        return mmu_.translate(as_, address, access);
    }

    /// A word, at an address that its size divides: so it is on one page.
    template <Word T>
    Checked<std::byte *> word(uint64_t address, Access access) const
    {
        const auto bytes = at(address, access);
        if (!bytes)
            return std::unexpected(bytes.error());
        // Of a file that ends within the word there is none.
        return bytes->size() < sizeof(T)
                   ? Checked<std::byte *>(fault(gpu::abi::Fault::bus, address))
                   : bytes->data();
    }
    template <Word T> Checked<T> load(uint64_t address, Access access = Access::read) const
    {
        return word<T>(address, access).transform([](std::byte *at) {
            return ::model::load<T>(at);
        });
    }
    template <Word T> Checked<void> store(uint64_t address, T value) const
    {
        return word<T>(address, Access::write).transform([&](std::byte *at) {
            ::model::store(at, value);
        });
    }

    /// A structure, at an address that 8 divides. Its words are read once each.
    template <class T>
        requires(std::is_trivially_copyable_v<T> && sizeof(T) % sizeof(uint64_t) == 0)
    Checked<T> read(uint64_t address) const
    {
        std::array<uint64_t, sizeof(T) / sizeof(uint64_t)> words;
        for (size_t i = 0; i < words.size(); i++) {
            const auto loaded = load<uint64_t>(address + i * sizeof(uint64_t));
            if (!loaded)
                return std::unexpected(loaded.error());
            words[i] = *loaded;
        }
        return std::bit_cast<T>(words);
    }
    template <class T>
        requires(std::is_trivially_copyable_v<T> && sizeof(T) % sizeof(uint64_t) == 0)
    Checked<void> write(uint64_t address, const T &value) const
    {
        const auto words = std::bit_cast<std::array<uint64_t, sizeof(T) / sizeof(uint64_t)>>(value);
        for (size_t i = 0; i < words.size(); i++)
            if (const auto stored = store(address + i * sizeof(uint64_t), words[i]); !stored)
                return stored;
        return {};
    }

private:
    const Mmu &mmu_;
    uint32_t as_;
};

} // namespace model
