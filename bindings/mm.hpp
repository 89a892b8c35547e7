// SPDX-License-Identifier: GPL-2.0
// <linux/mm.h>: mappings of a file in user space.
#pragma once

#include <bindings/address_space.hpp>
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

    /// Has it begin there, whatever user space has asked for: files that share an address space keep their
    /// pages apart by that.
    ///
    /// Context: Process context.
    void set_first_page(size_t number) { area_.vm_pgoff = number; }

    /// The mappings of its file.
    ///
    /// Context: Process context.
    AddressSpace address_space() const
    {
        unsafe("the mapping keeps its file open while it is made") {
            return AddressSpace(raw::file_mapping(area_.vm_file));
        }
    }

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

    /// Lets VmFault::insert() put pages there.
    ///
    /// Context: Process context.
    void take_pages() { change(raw::VM_MIXEDMAP, 0); }

private:
    void change(unsigned long set, unsigned long clear)
    {
        unsafe("the mapping is locked while it is made") {
            raw::vma_flags_change(&area_, set, clear);
        }
    }

    raw::vm_area_struct &area_;
};

/// A page that user space asks for, because it is not mapped where it is used.
class VmFault {
public:
    explicit VmFault(raw::vm_fault &fault [[clang::lifetimebound]]) : fault_(fault) {}
    VmFault(const VmFault &) = delete;
    VmFault &operator=(const VmFault &) = delete;

    /// Its number in the file.
    ///
    /// Context: Any context.
    size_t page() const { return fault_.pgoff; }

    /// Maps `page` there, now: what the caller has locked meanwhile is still so.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, also if another thread was faster; -ENOMEM.
    Result<> insert(const Page &page) const MAY_SLEEP
    {
        unsafe("the mapping is locked, and takes single pages: FileOperations has seen to that") {
            const int error = raw::vm_insert_page(fault_.vma, fault_.address, page.page_);
            return error == (-EBUSY).to_errno() ? Result<>() : to_result(error);
        }
    }

private:
    raw::vm_fault &fault_;
};

} // namespace kernel
