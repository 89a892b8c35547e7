// SPDX-License-Identifier: GPL-2.0
// Which bytes of the memory of a process are in use, and which are free.
#pragma once

#include <modules/binder/allocation.hpp>

namespace binder {

/// Places behind each other, without overlap. What is asked for gets the smallest gap that is large
/// enough, or else comes behind all others: in a number of steps that grows with the logarithm of how
/// many there are.
///
/// Each allocation knows the gap in front of it; those that have one are in a tree by its size.
class RangeAllocator {
public:
    /// Context: Any context.
    void set_size(size_t bytes) { size_ = bytes; }
    size_t size() const { return size_; }
    size_t count() const { return count_; }

    /// Takes it in.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOSPC.
    Result<> insert(RefPtr<Allocation> allocation) MAY_SLEEP;

    /// Context: Any context.
    /// Return: the allocation that begins at `offset`, if there is one.
    std::optional<RefPtr<Allocation>> find(size_t offset) const { return by_offset_.find(offset); }

    /// Context: Process context. May sleep.
    /// Return: where what follows `allocation` begins, or all ends.
    size_t next_after(const Allocation &allocation) const MAY_SLEEP
    {
        const auto next = by_offset_.upper_bound(allocation.offset());
        return next ? (*next)->offset() : size_;
    }

    /// Gives its place back.
    ///
    /// Context: Process context. May sleep.
    /// Return: false if it is not here.
    [[gnu::always_inline]] bool remove(const RefPtr<Allocation> &allocation) MAY_SLEEP;
    /// The same with the first of all.
    ///
    /// Context: as above.
    /// Return: its reference, if there is one.
    [[nodiscard]] std::optional<RefPtr<Allocation>> remove_first() MAY_SLEEP;

    /// For `for (const auto &allocation : ranges)`, by offset.
    auto begin() [[clang::lifetimebound]] { return by_offset_.begin(); }
    auto end() const { return by_offset_.end(); }

private:
    [[gnu::always_inline]] void free_place(const RefPtr<Allocation> &allocation) MAY_SLEEP;
    void change_gap(const RefPtr<Allocation> &allocation, size_t bytes) MAY_SLEEP
    {
        if (allocation->gap() != bytes)
            relink_gap(allocation, bytes);
    }
    void relink_gap(const RefPtr<Allocation> &allocation, size_t bytes) MAY_SLEEP;

    size_t size_ = 0;
    size_t end_ = 0; // of the last one
    size_t count_ = 0;
    RbTree<RefPtr<Allocation>, &Allocation::by_offset, &Allocation::offset> by_offset_;
    RbTree<RefPtr<Allocation>, &Allocation::by_gap, &Allocation::gap_key> by_gap_;
};

} // namespace binder
