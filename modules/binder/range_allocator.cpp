// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/range_allocator.hpp>

namespace binder {

void RangeAllocator::relink_gap(const RefPtr<Allocation> &allocation, size_t bytes) MAY_SLEEP
{
    auto linked = by_gap_.remove(*allocation);
    allocation->set_gap(bytes);
    if (bytes != 0)
        ignore_result(
            by_gap_.insert(linked ? std::move(*linked)
                                  : RefPtr<Allocation>(allocation))); // no two begin at one place
}

Result<> RangeAllocator::insert(RefPtr<Allocation> allocation) MAY_SLEEP
{
    const size_t bytes = allocation->terms().bytes;
    const auto behind = by_gap_.empty() ? std::optional<RefPtr<Allocation>>()
                                        : by_gap_.upper_bound(Allocation::least_key(bytes) - 1);
    if (behind) {
        allocation->place_at((*behind)->offset() - (*behind)->gap());
        change_gap(*behind, (*behind)->gap() - bytes);
    } else {
        if (size_ - end_ < bytes)
            return -ENOSPC;
        allocation->place_at(end_);
        end_ += bytes;
    }
    count_++;
    return by_offset_.insert(std::move(allocation));
}

// It is in no tree of offsets any more.
void RangeAllocator::free_place(const RefPtr<Allocation> &allocation) MAY_SLEEP
{
    const size_t begin = allocation->offset() - allocation->gap();
    const size_t end = allocation->end();
    change_gap(allocation, 0);
    count_--;
    if (end == end_)
        end_ = begin;
    else if (const auto behind = by_offset_.upper_bound(end - 1))
        change_gap(*behind, (*behind)->offset() - begin);
}

bool RangeAllocator::remove(const RefPtr<Allocation> &allocation) MAY_SLEEP
{
    if (!by_offset_.remove(*allocation))
        return false;
    free_place(allocation);
    return true;
}

std::optional<RefPtr<Allocation>> RangeAllocator::remove_first() MAY_SLEEP
{
    auto removed = by_offset_.pop_first();
    if (removed)
        free_place(*removed);
    return removed;
}

} // namespace binder
