// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/events.h>
#include <modules/binder/pages.hpp>

#include <algorithm>

namespace binder {

Result<> Pages::open(AddressSpace &&space, size_t first, size_t count, s32 owner) MAY_SLEEP
{
    TRY(places_.resize(count, GFP_KERNEL));
    space_ = std::move(space);
    first_ = first;
    owner_ = owner;
    return {};
}

void Pages::close() MAY_SLEEP
{
    space_.reset();
    places_ = {};
    present_ = 0;
}

size_t Pages::present(size_t begin, size_t end) const
{
    size_t found = 0;
    for (size_t i = begin; i < end; i++)
        found += places_[i].page ? 1 : 0;
    return found;
}

Result<> Pages::make_page(size_t index) MAY_SLEEP
{
    TRACE(binder_alloc_page_start, owner_, index);
    places_[index].page = TRY(Page::alloc(GFP_KERNEL));
    present_++;
    highest_ = std::max(highest_, index + 1);
    TRACE(binder_alloc_page_end, owner_, index);
    return {};
}

Result<Page> Pages::at(size_t index) const
{
    if (index >= places_.size() || !places_[index].page)
        return -EFAULT;
    return Page(*places_[index].page);
}

Result<Page> Pages::at_place_in_file(size_t number) const
{
    if (number < first_)
        return -EFAULT;
    return at(number - first_);
}

// Calls `use(page, offset in it, bytes done, bytes)` for one page after the other.
template <class F> Result<> Pages::in_pages(size_t offset, size_t bytes, F &&use) const
{
    for (size_t done = 0; done < bytes;) {
        const size_t within = (offset + done) % Page::size;
        const size_t part = std::min(bytes - done, Page::size - within);
        const size_t index = (offset + done) / Page::size;
        if (index >= places_.size() || !places_[index].page)
            return -EFAULT;
        use(*places_[index].page, within, done, part);
        done += part;
    }
    return {};
}

Result<> Pages::write(size_t offset, std::span<const char> from) const
{
    return in_pages(offset, from.size(),
                    [from](const Page &page, size_t within, size_t done, size_t part) {
                        page.write(within, from.subspan(done, part));
                    });
}

Result<> Pages::read(size_t offset, std::span<char> to) const
{
    return in_pages(offset, to.size(),
                    [to](const Page &page, size_t within, size_t done, size_t part) {
                        page.read(within, to.subspan(done, part));
                    });
}

Result<> Pages::clear(size_t offset, size_t bytes) const
{
    return in_pages(offset, bytes, [](const Page &page, size_t within, size_t, size_t part) {
        page.zero(within, part);
    });
}

size_t Pages::give_back(size_t begin, size_t end, size_t most, Age age) MAY_SLEEP
{
    size_t given = 0;
    if (!space_)
        return given;
    for (size_t i = begin; i < end && given < most; i++) {
        const bool was_used = std::exchange(places_[i].was_used, false);
        if (!places_[i].page || (was_used && age == Age::unused_lately))
            continue;
        TRACE(binder_unmap_kernel_start, owner_, i);
        const auto page = std::exchange(places_[i].page, std::nullopt);
        present_--;
        TRACE(binder_unmap_kernel_end, owner_, i);
        TRACE(binder_unmap_user_start, owner_, i);
        space_->unmap(first_ + i, 1);
        TRACE(binder_unmap_user_end, owner_, i);
        given++;
    }
    return given;
}

} // namespace binder
