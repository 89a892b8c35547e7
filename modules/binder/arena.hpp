// SPDX-License-Identifier: GPL-2.0
// The memory that a process receives in: mapped once, read-only for it, filled by senders.
#pragma once

#include <bindings/locked.hpp>
#include <bindings/mm.hpp>
#include <bindings/vec.hpp>
#include <modules/binder/files.hpp>
#include <modules/binder/node.hpp>

namespace binder {

/// What comes with a place, and ends when its user frees it.
struct Lent {
    size_t offset = 0;
    std::optional<Target> target; // none for a reply
    bool is_one_way = false;
    u64 data_size = 0;
    u64 objects = 0;
    std::optional<Box<Files>> files; // mostly there are none
};

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

    struct Place {
        size_t offset;
        bool is_spam; // space for one-way calls is low, and most of it is this sender's
    };

    struct Need {
        size_t bytes;
        bool is_async;
        bool clears; // it is zeroed when it is freed
        s32 sender;
        // What logs say of it.
        u32 id;
        u64 data_size;
        u64 offsets_size;
        u64 extra_size;
    };

    /// Makes room for bytes behind each other, for what the process `sender` sends.
    ///
    /// Context: Process context. May sleep.
    /// Return: where; -ESRCH (nothing is mapped), -ENOSPC, -ENOMEM.
    Result<Place> reserve(const Need &need) const MAY_SLEEP;

    /// Gives back what reserve() gave.
    ///
    /// Context: Process context. May sleep.
    void release(size_t offset) const MAY_SLEEP;

    /// Fills a part of what was reserved with the next `bytes` of user space.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> fill(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP;

    /// Writes bytes, or a T, and reads a T within what was reserved: user space can read it, not
    /// change it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing or the T, or -EFAULT.
    Result<> write_bytes(size_t offset, std::span<const char> from) const MAY_SLEEP;
    template <UserWritable T> Result<> write(size_t offset, const T &value) const MAY_SLEEP
    {
        return write_bytes(offset, std::bit_cast<std::array<char, sizeof(T)>>(value));
    }
    template <UserReadable T> Result<T> read(size_t offset) const MAY_SLEEP
    {
        std::array<char, sizeof(T)> bytes;
        TRY(read_bytes(offset, bytes));
        return std::bit_cast<T>(bytes);
    }

    /// Leaves what was reserved to user space, until it frees it.
    ///
    /// Context: Process context. May sleep.
    void lend(Lent &&lent) const MAY_SLEEP;

    /// User space frees what it was lent: it can do so once. If there are objects, the place stays
    /// reserved until release().
    ///
    /// Context: Process context. May sleep.
    /// Return: what came with it, or -EINVAL if nothing is lent there.
    Result<Lent> take_back(size_t offset) const MAY_SLEEP;

    /// Where user space finds an offset, and the offset of what it found; ~0 if there is none.
    ///
    /// Context: Any context.
    u64 address(size_t offset) const { return base_.read() + offset; }
    size_t offset(u64 address) const
    {
        const u64 base = base_.read();
        return address < base ? ~0uz : address - base;
    }

    /// Whether the transaction `id` still has its place at `offset`.
    ///
    /// Context: Process context. May sleep.
    bool holds(size_t offset, u32 id) const MAY_SLEEP;

    /// What is reserved, as in the C driver's logs. `calls` are not answered yet.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &text, std::span<const u32> calls) const MAY_SLEEP;

    struct Use {
        size_t async_left;
        size_t buffers;
        size_t pages;
        size_t most_pages;
        size_t highest_page; // the number of the highest that was ever used, from 1 on
    };
    /// How much there is for one-way calls, how many places are reserved, and how many pages there
    /// are and could be.
    ///
    /// Context: Process context. May sleep.
    Use use() const MAY_SLEEP;

    /// Nobody is left to free anything.
    ///
    /// Context: Process context. May sleep.
    void close() const MAY_SLEEP;

private:
    struct Extent {
        size_t offset;
        Need need;
        bool is_lent = false;
        Lent lent;
    };
    struct State {
        size_t first_page = 0;
        size_t size = 0;
        size_t async_left = 0;
        bool has_said_spam = false;
        Vec<std::optional<Page>> pages;
        Vec<Extent> extents; // by offset
    };

    static Result<Page> page_at(const State &state, size_t index);
    static void clear(const State &state, const Extent &extent);
    static void forget(State &state, size_t index) MAY_SLEEP;
    static size_t index_of(const State &state, size_t offset);
    static bool is_spam(State &state, size_t async_left, s32 sender);
    static Result<size_t> find_gap(const State &state, size_t bytes);
    Result<> read_bytes(size_t offset, std::span<char> to) const MAY_SLEEP;
    template <class F> Result<> in_pages(size_t offset, size_t bytes, F &&use) const MAY_SLEEP;
    static Result<> back(State &state, size_t offset, size_t bytes) MAY_SLEEP;

    Atomic<u64> base_;
    Locked<State, Mutex<"binder.arena">> state_;
};

} // namespace binder
