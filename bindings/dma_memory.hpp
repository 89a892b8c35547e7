// SPDX-License-Identifier: GPL-2.0
// <linux/dma-mapping.h>: memory that a device and the CPUs use at the same time (dma_alloc_coherent). Who has
// it is a bus: see pci::Device::alloc_dma().
#pragma once

#include <bindings/bug.hpp>
#include <bindings/raw.hpp>
#include <bindings/types.hpp>

#include <span>

namespace kernel {

/// Bytes that a device may change at any time: nobody refers to them, one copies. What the device is told by
/// a register behind a write() finds what was written.
class DmaMemory {
public:
    /// Ownership: of the memory: its maker's, and it outlives this.
    DmaMemory(char *memory, size_t size, u64 address) KCXX_UNSAFE_FN : memory_(memory),
                                                                       size_(size),
                                                                       address_(address)
    {}

    // Who had a copy would have it behind the end of the memory.
    DmaMemory(const DmaMemory &) = delete;
    DmaMemory &operator=(const DmaMemory &) = delete;
    DmaMemory(DmaMemory &&) = default;
    DmaMemory &operator=(DmaMemory &&) = delete;

    /// Where the device finds them.
    ///
    /// Context: Any context.
    u64 address() const { return address_; }
    size_t size() const { return size_; }

    /// Copies a part of it, which must be within it: else a BUG.
    ///
    /// Context: Any context.
    void read(size_t offset, std::span<char> to) const
    {
        unsafe("the part is within the memory, and who reads it has a copy of his own") {
            __builtin_memcpy(to.data(), part(offset, to.size()), to.size());
            // What is looked at later is the copy, not what the device may have changed since.
            asm volatile("" ::: "memory");
        }
    }
    void write(size_t offset, std::span<const char> from) const
    {
        unsafe("the part is within the memory, which nobody refers to") {
            __builtin_memcpy(part(offset, from.size()), from.data(), from.size());
        }
    }

private:
    char *part(size_t offset, size_t size) const
    {
        if (offset > size_ || size > size_ - offset) [[unlikely]]
            bug<"beyond the memory of a device">();
        return memory_ + offset;
    }

    char *memory_;
    size_t size_;
    u64 address_;
};

} // namespace kernel
