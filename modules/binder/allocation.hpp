// SPDX-License-Identifier: GPL-2.0
// A place in the memory of a process: what it received there is its own until it frees it.
#pragma once

#include <bindings/rbtree.hpp>
#include <bindings/recycled.hpp>
#include <modules/binder/files.hpp>
#include <modules/binder/node.hpp>

namespace binder {

/// The place of these terms, for events.
#define PLACE_OF(terms) (terms).id, (terms).data_size, (terms).offsets_size, (terms).extra_size

/// Bytes for one transaction, and what comes with them: the count of the object that is called, files,
/// and what objects in the bytes mean. The sender fills it in; once it is lent to the process, that
/// frees it.
class Allocation final : public RefCounted<Allocation>, public Recycled<Allocation> {
public:
    struct Terms {
        size_t bytes;
        bool is_one_way;
        bool clears; // it is zeroed when it is freed
        s32 sender;  // a process
        u32 id;      // of the transaction
        u64 data_size;
        u64 offsets_size;
        u64 extra_size;
    };

    /// `target` is what is called; nothing for a reply.
    Allocation(const Terms &terms, std::optional<Target> &&target)
        : terms_(terms), node_(target ? std::optional(target->hand_over()) : std::nullopt),
          holds_node_(node_.has_value())
    {}
    ~Allocation() MAY_SLEEP { drop_target(); }

    const Terms &terms() const [[clang::lifetimebound]] { return terms_; }
    size_t offset() const { return offset_.read(); }
    size_t end() const { return offset() + terms_.bytes; }
    const std::optional<RefPtr<Node>> &node() const [[clang::lifetimebound]] { return node_; }

    /// How many objects have been copied to it, each of which is to be released.
    ///
    /// Context: Any context.
    void set_objects(u64 count) const { objects_.set(count); }
    u64 objects() const { return objects_.read(); }

    /// The files that came along: who tells of it takes them, and leaves those that he has told of to
    /// who frees it.
    ///
    /// Context: Any context.
    void set_files(Box<Files> files) const;
    std::optional<Box<Files>> take_files() const;

    /// From now on the process may free it.
    ///
    /// Context: Any context.
    void lend() const { stage_.set_release(Stage::lent); }
    /// The process frees it: it can do so once.
    ///
    /// Context: Any context.
    /// Return: false if it is not lent.
    bool end_loan() const
    {
        Stage lent = Stage::lent;
        return stage_.try_cmpxchg(lent, Stage::freed);
    }
    bool is_sent() const { return stage_.read() <= Stage::unwanted; }
    /// Its process will not be told of it, though nothing has failed.
    ///
    /// Context: Any context.
    void set_unwanted() const
    {
        Stage sent = Stage::sent;
        stage_.try_cmpxchg(sent, Stage::unwanted);
    }
    bool is_unwanted() const { return stage_.read() == Stage::unwanted; }
    bool is_freed() const { return stage_.read() == Stage::freed; }

    /// What is called is needed no longer for this.
    ///
    /// Context: Process context. May sleep.
    void drop_target() const MAY_SLEEP
    {
        if (holds_node_.read() && holds_node_.xchg(false))
            (*node_)->drop(Strength::strong);
    }

    // Of RangeAllocator alone.
    TreeLinks<Allocation> by_offset;
    TreeLinks<Allocation> by_gap;
    /// Context: Any context, with the lock of the allocator.
    void place_at(size_t offset) const { offset_.set(offset); }
    void set_gap(size_t bytes) const { gap_.set(bytes); }
    size_t gap() const { return gap_.read(); }
    u64 gap_key() const { return least_key(gap()) | offset(); }
    static constexpr u64 least_key(size_t gap) { return u64{gap} << 32; }

private:
    enum class Stage : u32 { sent, unwanted, lent, freed };

    Terms terms_;
    std::optional<RefPtr<Node>> node_;
    Atomic<size_t> offset_;
    Atomic<size_t> gap_; // free bytes in front of it
    Atomic<u64> objects_;
    Atomic<bool> holds_node_;
    Atomic<Stage> stage_;
    Atomic<bool> has_files_;
    Locked<std::optional<Box<Files>>, SpinLock<"binder.files">> files_;
};

} // namespace binder
