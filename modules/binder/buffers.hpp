// SPDX-License-Identifier: GPL-2.0
// Buffers that a transaction points to: they go along, and pointers among them are changed to where
// the receiver finds them.
#pragma once

#include <modules/binder/arena.hpp>

namespace binder {

/// The buffers of one transaction, as they are known while it is copied. What was decided about one
/// is remembered here, not read again: the sender may change his memory meanwhile.
///
/// A buffer may be pointed to by an earlier one, its parent, and may have an array of descriptors in
/// it. As in C, what is replaced within a buffer comes in rising order, and only in the last buffer
/// or one of its parents.
class Buffers {
public:
    /// They get the places from `begin` to `end` of the arena.
    Buffers(size_t begin, size_t end) : next_(begin), end_(end) {}

    /// Adds the buffer of the object number `index`, at `at` of the data. `object` points to where
    /// the receiver finds the buffer, from then on.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no room, no such parent, or not in order), or -ENOMEM.
    Result<> add(const Arena &arena, BufferObject &object, u64 index, u64 at) MAY_SLEEP;

    /// Where an array of descriptors is: for the receiver, and in the memory of the sender.
    struct Array {
        size_t to;
        u64 from;
    };

    /// Leaves out the descriptors that `object` names.
    ///
    /// Context: Process context. May sleep.
    /// Return: where they are; -EINVAL (no such parent, or not in order, or misaligned), or -ENOMEM.
    Result<Array> add_array(const FdArrayObject &object) MAY_SLEEP;

    /// Copies all, but what was replaced or left out.
    ///
    /// Context: Process context of the sender. May sleep.
    /// Return: nothing, or -EFAULT, -ENOMEM.
    Result<> copy(const Arena &arena) const MAY_SLEEP;

private:
    struct Region {
        u64 index;
        u64 at;
        u64 from;
        u64 length;
        size_t to;
        std::optional<size_t> parent; // in regions_
        u64 parent_offset;
    };
    // What is not copied: `pointer` comes instead, or nothing for now.
    struct Gap {
        size_t to;
        size_t bytes;
        std::optional<u64> pointer;
    };

    Result<size_t> find(u64 index) const;
    Result<> check_order(size_t parent, u64 offset) const;
    static Result<size_t> place(const Region &parent, u64 offset, u64 bytes);
    Result<> add_gap(Gap gap) MAY_SLEEP;

    size_t next_;
    size_t end_;
    Vec<Region> regions_; // by index
    Vec<Gap> gaps_;       // by place
    // Where something was replaced last, and what comes next in it.
    std::optional<size_t> last_;
    u64 last_end_ = 0;
};

} // namespace binder
