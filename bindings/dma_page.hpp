// SPDX-License-Identifier: GPL-2.0
// <linux/dma-mapping.h>: pages that a device and the CPUs use at the same time (dma_alloc_coherent), such as
// those of its page tables.
#pragma once

#include <bindings/bond.hpp>
#include <bindings/bug.hpp>

namespace kernel {

/// A page of words of 64 bits, each of which is read and written as a whole. The device stays bound while it
/// lives: who has it lets it go when unbinding begins.
///
/// Invariant: it has a page unless it was moved from.
class DmaPage {
public:
    static constexpr size_t words = raw::PAGE_SIZE / sizeof(u64);

    /// A page of zeros.
    ///
    /// Context: Process context. May sleep.
    /// Return: the page, or -ENOMEM.
    static Result<DmaPage> alloc(const Bond::Guard &bound) MAY_SLEEP
    {
        raw::dma_addr_t address = 0;
        unsafe("the device is bound, and the page is this one's") {
            auto *page = static_cast<u64 *>(raw::dma_alloc_page(&bound.device(), &address));
            if (!page)
                return -ENOMEM;
            return DmaPage(bound.again(), page, address);
        }
    }

    DmaPage(DmaPage &&from) noexcept
        : bound_(std::move(from.bound_)), page_(std::exchange(from.page_, nullptr)),
          address_(from.address_)
    {}
    DmaPage &operator=(DmaPage &&) = delete;
    /// Context: Process context. The device does not use it any more.
    ~DmaPage()
    {
        if (!page_)
            return;
        unsafe("alloc() has it from this device, which is still bound") {
            raw::dma_free_page(&bound_.device(), page_, address_);
        }
    }

    /// Where the device finds it.
    ///
    /// Context: Any context.
    u64 address() const { return address_; }

    /// A word, which must be one of the page: else a BUG. What was written before a word is there for who has
    /// read that.
    ///
    /// Context: Any context.
    u64 read(size_t index) const { return __atomic_load_n(word(index), __ATOMIC_ACQUIRE); }
    void write(size_t index, u64 value) const
    {
        __atomic_store_n(word(index), value, __ATOMIC_RELEASE);
    }

private:
    DmaPage(Bond::Guard &&bound, u64 *page, u64 address)
        : bound_(std::move(bound)), page_(page), address_(address)
    {}

    u64 *word(size_t index) const
    {
        if (!page_ || index >= words) [[unlikely]]
            bug<"beyond a page of a device">();
        return page_ + index;
    }

    Bond::Guard bound_;
    u64 *page_;
    u64 address_;
};

} // namespace kernel
