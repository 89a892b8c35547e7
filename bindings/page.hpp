// SPDX-License-Identifier: GPL-2.0
// <linux/gfp.h>, <linux/highmem.h>: pages of memory, which user space may map.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/gfp.hpp>
#include <bindings/uaccess.hpp>

namespace kernel {

/// A reference to a page. Its bytes may change at any time where user space has it mapped: they are
/// copied, never lent.
class [[gsl::Owner(void)]] Page {
public:
    static constexpr size_t size = raw::PAGE_SIZE;

    /// A new page, of zeros: user space may come to see it.
    ///
    /// Context: as `gfp` says.
    /// Return: the page, or -ENOMEM.
    static Result<Page> alloc(Gfp gfp)
    {
        unsafe("the caller owns the page, and gives it back with put_page()") {
            auto *page = raw::alloc_page(gfp.flags() | raw::__GFP_ZERO);
            if (!page)
                return -ENOMEM;
            return Page(page);
        }
    }

    Page(const Page &from) : page_(from.page_)
    {
        if (!page_)
            return;
        unsafe("`from` holds a reference") {
            raw::get_page(page_);
        }
    }
    Page(Page &&from) noexcept : page_(std::exchange(from.page_, nullptr)) {}
    Page &operator=(Page from) noexcept
    {
        std::swap(page_, from.page_);
        return *this;
    }
    ~Page()
    {
        if (!page_)
            return;
        unsafe("this reference is given up") {
            raw::put_page(page_);
        }
    }

    /// Copies `from` to the page at `offset`. BUG if it does not fit.
    ///
    /// Context: Any context.
    void write(size_t offset, std::span<const char> from) const
    {
        check(offset, from.size());
        unsafe("the bytes are within the page") {
            raw::copy_to_page(page_, offset, from.data(), from.size());
        }
    }

    /// Copies from the page at `offset` to all of `to`. BUG if there is not so much.
    ///
    /// Context: Any context.
    void read(size_t offset, std::span<char> to) const
    {
        check(offset, to.size());
        unsafe("the bytes are within the page") {
            raw::copy_from_page(to.data(), page_, offset, to.size());
        }
    }

    /// Copies `bytes` of user space to the page at `offset`. BUG if they do not fit.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT; then part of it may have been written.
    Result<> write_from(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP
    {
        check(offset, bytes);
        return from.take(bytes, [&](raw::user_ptr<char> user) {
            unsafe("the bytes are within the page, and the kernel checks the user's range") {
                return raw::copy_page_from_user(page_, offset, user, bytes) == 0;
            }
        });
    }

    /// The same, if that needs no page fault.
    ///
    /// Context: Any context of the process.
    /// Return: nothing; -EFAULT: it does, or there is nothing to copy. Then part of it may have been written.
    Result<> write_from_now(size_t offset, UserSlice &from, size_t bytes) const
    {
        check(offset, bytes);
        return from.take(bytes, [&](raw::user_ptr<char> user) {
            unsafe("the bytes are within the page, and the kernel checks the user's range") {
                return raw::copy_page_from_user_now(page_, offset, user, bytes) == 0;
            }
        });
    }

    /// Zeroes `bytes` at `offset`. BUG if they are not within the page.
    ///
    /// Context: Any context.
    void zero(size_t offset, size_t bytes) const
    {
        check(offset, bytes);
        unsafe("the bytes are within the page") {
            raw::zero_page(page_, offset, bytes);
        }
    }

private:
    friend class VmFault;
    explicit Page(raw::page *page) : page_(page) {}

    void check(size_t offset, size_t bytes) const
    {
        if (!page_) [[unlikely]]
            bug<"Page used after it was moved from">();
        if (offset > size || bytes > size - offset) [[unlikely]]
            bug<"Page: beyond its end">();
    }

    raw::page *page_;
};

} // namespace kernel
