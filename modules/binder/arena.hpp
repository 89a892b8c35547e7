// SPDX-License-Identifier: GPL-2.0
// The memory that a process receives in: mapped once, read-only for it, filled by senders.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/mm.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/node.hpp>

namespace binder {

/// The places of transactions in the mapping of one process, and the pages behind them.
class Arena {
public:
    /// The C driver maps no more, whatever is asked for.
    static constexpr size_t largest = 4uz << 20;

    /// Takes the mapping for the one that transactions come to.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EPERM (writable), -EBUSY (there is one), -ENOMEM.
    Result<> map(VmArea &area) const MAY_SLEEP;

    /// The page of the file at `number`.
    ///
    /// Context: Process context. May sleep.
    /// Return: the page, or -EFAULT: nothing is received there.
    Result<Page> page(size_t number) const MAY_SLEEP;

    /// Makes room for `bytes` behind each other.
    ///
    /// Context: Process context. May sleep.
    /// Return: where, as an offset; -ESRCH (nothing is mapped), -ENOSPC, -ENOMEM.
    Result<size_t> reserve(size_t bytes, bool is_async) const MAY_SLEEP;

    /// Gives back what reserve() gave.
    ///
    /// Context: Process context. May sleep.
    void release(size_t offset) const MAY_SLEEP;

    /// Fills a part of what was reserved from user space.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> fill(size_t offset, UserSlice from) const MAY_SLEEP;

    /// Leaves what was reserved to user space, until it frees it; then the turn of a one-way call
    /// of `one_way` ends.
    ///
    /// Context: Process context. May sleep.
    void lend(size_t offset, std::optional<RefPtr<Node>> one_way) const MAY_SLEEP;

    /// User space frees what it was lent.
    ///
    /// Context: Process context. May sleep.
    /// Return: whose turn ends, if anybody's; -EINVAL if nothing is lent there.
    Result<std::optional<RefPtr<Node>>> take_back(u64 address) const MAY_SLEEP;

    /// Where user space finds an offset.
    ///
    /// Context: Any context.
    u64 address(size_t offset) const { return base_.read() + offset; }

    /// Nobody is left to free anything: calls that wait for their turn are dropped.
    ///
    /// Context: Process context. May sleep.
    void close() const MAY_SLEEP;

private:
    struct Extent {
        size_t offset;
        size_t size;
        bool is_async;
        bool is_lent = false;
        std::optional<RefPtr<Node>> one_way;
    };
    struct State {
        size_t first_page = 0;
        size_t size = 0;
        size_t async_left = 0;
        Vec<std::optional<Page>> pages;
        Vec<Extent> extents; // by offset
    };

    static Result<Page> page_at(const State &state, size_t index);
    static void forget(State &state, size_t index) MAY_SLEEP;
    static size_t index_of(const State &state, size_t offset);
    static Result<size_t> find_gap(const State &state, size_t bytes);
    static Result<> back(State &state, size_t offset, size_t bytes) MAY_SLEEP;

    Atomic<u64> base_;
    Locked<State, Mutex<"binder.arena">> state_;
};

} // namespace binder
