// SPDX-License-Identifier: GPL-2.0
// <linux/mm.h>: mappings of a file in user space.
#pragma once

#include <bindings/page.hpp>

namespace kernel {

/// A mapping while it is made: mmap() of a file sees it and says what it may be. Nobody keeps it, for
/// user space moves, splits and copies mappings as it likes. Pages are asked for by their place in
/// the file, when they are first used.
class VmArea {
public:
    explicit VmArea(raw::vm_area_struct &area [[clang::lifetimebound]]) : area_(area) {}
    VmArea(const VmArea &) = delete;
    VmArea &operator=(const VmArea &) = delete;

    /// Bytes, a multiple of Page::size.
    ///
    /// Context: Any context.
    size_t size() const
    {
        unsafe("the mapping is locked while it is made") {
            return raw::vma_size(&area_);
        }
    }

    /// Where it begins in user space, for now.
    ///
    /// Context: Any context.
    u64 start() const
    {
        unsafe("the mapping is locked while it is made") {
            return raw::vma_start(&area_);
        }
    }

    /// Where in the file it begins, in pages.
    ///
    /// Context: Any context.
    size_t first_page() const { return area_.vm_pgoff; }

    /// Whether it may be written to now.
    ///
    /// Context: Any context.
    bool writable() const
    {
        unsafe("the mapping is locked while it is made") {
            return (raw::vma_flags(&area_) & raw::VM_WRITE) != 0;
        }
    }

    /// Never lets it become writable, by mprotect().
    ///
    /// Context: Process context.
    void deny_writing() { change(0, raw::VM_MAYWRITE); }

    /// Keeps it from children of fork().
    ///
    /// Context: Process context.
    void keep_from_children() { change(raw::VM_DONTCOPY, 0); }

private:
    void change(unsigned long set, unsigned long clear)
    {
        unsafe("the mapping is locked while it is made") {
            raw::vma_flags_change(&area_, set, clear);
        }
    }

    raw::vm_area_struct &area_;
};

} // namespace kernel
