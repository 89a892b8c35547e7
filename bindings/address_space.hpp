// SPDX-License-Identifier: GPL-2.0
// <linux/mm.h>, struct address_space: where user space has mapped the pages of a file.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/result.hpp>

namespace kernel {

/// All mappings of a file, in whatever processes. It keeps the inode, not the file: who has it drops it
/// before the file has gone.
class AddressSpace {
public:
    AddressSpace(AddressSpace &&from) noexcept : mapping_(std::exchange(from.mapping_, nullptr)) {}
    AddressSpace &operator=(AddressSpace &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(mapping_, from.mapping_);
        return *this;
    }
    ~AddressSpace() MAY_SLEEP
    {
        if (!mapping_)
            return;
        unsafe("this reference is given up") {
            raw::iput(raw::mapping_inode(mapping_));
        }
    }

    /// Takes `count` pages of the file, from `first` on, away from user space: whoever uses them next asks
    /// for them by fault().
    ///
    /// Context: Process context, also where memory is reclaimed. May sleep. BUG after a move.
    void unmap(size_t first, size_t count) const MAY_SLEEP
    {
        if (!mapping_) [[unlikely]]
            bug<"AddressSpace used after it was moved from">();
        unsafe("the inode is held, and so is the mapping in it") {
            raw::unmap_mapping_pages(mapping_, first, count, true);
        }
    }

private:
    friend class VmArea;
    explicit AddressSpace(raw::address_space *mapping) KCXX_UNSAFE_FN : mapping_(mapping)
    {
        raw::ihold(raw::mapping_inode(mapping));
    }

    raw::address_space *mapping_;
};

} // namespace kernel
