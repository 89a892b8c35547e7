// SPDX-License-Identifier: GPL-2.0
// The pages behind the memory of a process.
#pragma once

#include <bindings/mm.hpp>
#include <bindings/vec.hpp>

#include <optional>

namespace binder {
using namespace kernel;

/// Pages that are made when something comes to them first, and that the kernel may have back while nothing
/// is there. Which of them those are, the arena knows.
///
/// There is no list of what was used last, as in C: each page remembers whether it was used since it was
/// last asked for (a clock, in the words of page replacement), which costs a call nothing but that.
class Pages {
public:
    /// There can be `count`; user space, of process `owner`, finds them in `space` from `first` on.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> open(AddressSpace &&space, size_t first, size_t count, s32 owner) MAY_SLEEP;
    /// User space has no mapping any longer, nor can there be any pages.
    ///
    /// Context: Process context. May sleep.
    void close() MAY_SLEEP;

    /// How many there can be, and how many there are; of those, how many from `begin` to `end`.
    ///
    /// Context: Any context.
    size_t most() const { return places_.size(); }
    s32 owner() const { return owner_; }
    size_t present() const { return present_; }
    size_t present(size_t begin, size_t end) const;
    /// The number of the highest that there ever was, from 1 on.
    ///
    /// Context: Any context.
    size_t highest() const { return highest_; }

    /// Sees that there is what these bytes need.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM: then some may be there.
    Result<> make(size_t offset, size_t bytes) MAY_SLEEP
    {
        const size_t end = (offset + bytes + Page::size - 1) / Page::size;
        for (size_t i = offset / Page::size; i < end; i++)
            if (!places_[i].use()) [[unlikely]]
                TRY(make_page(i));
        return {};
    }

    /// Context: Any context.
    /// Return: the page, or -EFAULT: it is not there.
    Result<Page> at(size_t index) const;
    /// The same by its place in `space`.
    ///
    /// Context: Any context.
    Result<Page> at_place_in_file(size_t number) const;

    /// Copies all of `from` to a page that is there, if it is within one, and that needs no page fault.
    ///
    /// Context: Process context.
    void fill_now(size_t offset, UserSlice &from) const
    {
        const size_t within = offset % Page::size;
        if (from.size() <= Page::size - within)
            ignore_result( // what is not copied now is copied later
                places_[offset / Page::size].page->write_from_now(within, from, from.size()));
    }

    /// Copies bytes to pages that are there, or from them, or zeroes them.
    ///
    /// Context: Any context.
    /// Return: nothing, or -EFAULT: one is not there.
    Result<> write(size_t offset, std::span<const char> from) const;
    Result<> read(size_t offset, std::span<char> to) const;
    Result<> clear(size_t offset, size_t bytes) const;

    enum class Age : u8 { any, unused_lately };
    /// Gives up to `most` pages from `begin` to `end` back. Nothing is there.
    ///
    /// Context: Process context, also where memory is reclaimed. May sleep.
    /// Return: how many.
    size_t give_back(size_t begin, size_t end, size_t most, Age age) MAY_SLEEP;

private:
    struct Place {
        std::optional<Page> page;
        bool was_used = false;

        /// Return: whether there is a page.
        bool use()
        {
            was_used = true;
            return page.has_value();
        }
    };

    Result<> make_page(size_t index) MAY_SLEEP;
    template <class F> Result<> in_pages(size_t offset, size_t bytes, F &&use) const;

    std::optional<AddressSpace> space_;
    size_t first_ = 0;
    size_t present_ = 0;
    size_t highest_ = 0;
    s32 owner_ = 0;
    Vec<Place> places_;
};

} // namespace binder
