// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/buffers.hpp>

#include <algorithm>

namespace binder {

Result<size_t> Buffers::find(u64 index) const
{
    const auto found = std::ranges::lower_bound(regions_, index, {}, &Region::index);
    if (found == regions_.end() || found->index != index)
        return -EINVAL;
    return static_cast<size_t>(found - regions_.begin());
}

Result<> Buffers::check_order(size_t parent, u64 offset) const
{
    // In C, 0 says that there is none: what lies at the very beginning is nobody's parent.
    if (!last_ || regions_[*last_].at == 0)
        return -EINVAL;
    size_t last = *last_;
    u64 least = last_end_;
    while (last != parent) {
        const Region &region = regions_[last];
        if (!region.parent)
            return -EINVAL;
        least = region.parent_offset + sizeof(u64);
        last = *region.parent;
    }
    if (offset < least)
        return -EINVAL;
    return {};
}

Result<size_t> Buffers::place(const Region &parent, u64 offset, u64 bytes)
{
    if (bytes > parent.length || offset > parent.length - bytes)
        return -EINVAL;
    return parent.to + offset;
}

Result<> Buffers::add_gap(Gap gap) MAY_SLEEP
{
    TRY(gaps_.push_back(gap, GFP_KERNEL));
    // Mostly it is the last one already.
    for (size_t i = gaps_.size() - 1; i > 0 && gaps_[i - 1].to > gaps_[i].to; i--)
        std::swap(gaps_[i - 1], gaps_[i]);
    return {};
}

Result<> Buffers::add(const Arena &arena, BufferObject &object, u64 index, u64 at) MAY_SLEEP
{
    // No memory of user space lies beyond the end of all addresses.
    if (object.length > end_ - next_ || object.buffer > ~object.length)
        return -EINVAL;
    Region region{.index = index,
                  .at = at,
                  .from = object.buffer,
                  .length = object.length,
                  .to = next_,
                  .parent = {},
                  .parent_offset = object.parent_offset};
    object.buffer = arena.address(next_);
    next_ += aligned(object.length);
    if (object.has_parent()) {
        region.parent = TRY(find(object.parent));
        TRY(check_order(*region.parent, object.parent_offset));
        const size_t to =
            TRY(place(regions_[*region.parent], object.parent_offset, sizeof(object.buffer)));
        TRY(add_gap({.to = to, .bytes = sizeof(object.buffer), .pointer = object.buffer}));
    }
    last_ = regions_.size();
    last_end_ = 0;
    return regions_.push_back(region, GFP_KERNEL);
}

Result<Buffers::Array> Buffers::add_array(const FdArrayObject &object) MAY_SLEEP
{
    const size_t number = TRY(find(object.parent));
    TRY(check_order(number, object.parent_offset));
    if (object.count > ~0uz / sizeof(u32) - 1)
        return -EINVAL;
    const Region parent = regions_[number];
    const u64 bytes = object.count * sizeof(u32);
    // As in C, an array of nothing may be anywhere, and says where the next one may begin.
    last_ = number;
    last_end_ = object.parent_offset;
    if (bytes == 0)
        return Array{.to = 0, .from = 0};
    const Array array{.to = TRY(place(parent, object.parent_offset, bytes)),
                      .from = parent.from + object.parent_offset};
    if (array.to % sizeof(u32) != 0 || array.from % sizeof(u32) != 0)
        return -EINVAL;
    last_end_ += bytes;
    TRY(add_gap({.to = array.to, .bytes = bytes, .pointer = {}}));
    return array;
}

Result<> Buffers::copy(const Arena &arena) const MAY_SLEEP
{
    size_t next = 0;
    for (const Region &region : regions_) {
        const size_t end = region.to + region.length;
        size_t at = region.to;
        while (at < end) {
            const bool is_in_front = next < gaps_.size() && gaps_[next].to < end;
            const size_t stop = is_in_front ? gaps_[next].to : end;
            UserSlice from(u64_to_user_ptr<char>(region.from + (at - region.to)), stop - at);
            TRY(arena.fill(at, from, stop - at));
            at = stop;
            if (!is_in_front)
                continue;
            if (gaps_[next].pointer)
                TRY(arena.write(at, *gaps_[next].pointer));
            at += gaps_[next].bytes;
            next++;
        }
    }
    return {};
}

} // namespace binder
