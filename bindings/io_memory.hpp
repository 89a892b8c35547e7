// SPDX-License-Identifier: GPL-2.0
// <linux/io.h>: memory of a device, such as that of a screen. Who has it is a bus: see
// pci::Device::iomap_memory().
#pragma once

#include <bindings/bug.hpp>
#include <bindings/raw.hpp>
#include <bindings/types.hpp>

#include <cstddef>
#include <span>

namespace kernel {

/// Bytes behind a bus. Writes may be combined.
class IoMemory {
public:
    /// It is mapped at `base`, and the CPU knows it as `address`.
    ///
    /// Ownership: the mapping stays its maker's, and outlives this.
    IoMemory(raw::iomem_ptr<void> base, size_t size, u64 address) KCXX_UNSAFE_FN : base_(base),
                                                                                   size_(size),
                                                                                   address_(address)
    {}
    // Who had a copy would have it behind the end of the mapping.
    IoMemory(const IoMemory &) = delete;
    IoMemory &operator=(const IoMemory &) = delete;
    IoMemory(IoMemory &&) = default;
    IoMemory &operator=(IoMemory &&) = delete;

    size_t size() const { return size_; }
    /// Where other mappings of it would have to begin.
    u64 address() const { return address_; }

    /// Copies to or from a part of it, which must be within it: else a BUG.
    ///
    /// Context: Any context.
    void write(size_t offset, std::span<const std::byte> from) const
    {
        unsafe("the part is within the mapping") {
            raw::memcpy_toio(part(offset, from.size()), from.data(), from.size());
        }
    }
    void read(size_t offset, std::span<std::byte> to) const
    {
        unsafe("the part is within the mapping") {
            raw::memcpy_fromio(to.data(), part(offset, to.size()), to.size());
        }
    }

private:
    raw::iomem_ptr<void> part(size_t offset, size_t size) const
    {
        if (offset > size_ || size > size_ - offset) [[unlikely]]
            bug<"beyond the memory of a device">();
        return {static_cast<char *>(base_.address) + offset};
    }

    raw::iomem_ptr<void> base_;
    size_t size_;
    u64 address_;
};

} // namespace kernel
