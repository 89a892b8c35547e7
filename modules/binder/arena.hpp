// SPDX-License-Identifier: GPL-2.0
// The memory that a process receives in: mapped once, read-only for it, filled by senders.
#pragma once

#include <modules/binder/pages.hpp>
#include <modules/binder/range_allocator.hpp>

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

    /// User space asks for a page.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EFAULT (nothing is received there), -ENOMEM.
    Result<> fault(VmFault &fault) const MAY_SLEEP;

    /// User space has lost a part of it: nothing comes any more, as in C.
    ///
    /// Context: Process context. May sleep.
    void unmapped() const MAY_SLEEP
    {
        state_.with(may_sleep, [](State &state) { state.is_mapped = false; });
    }

    /// Makes room for `allocation`, and copies `data` to its beginning at once if that is easy: then nothing is left
    /// of it. Otherwise fill() copies it.
    ///
    /// Context: Process context. May sleep.
    /// Return: whether its sender is to be suspected of spam: space for one-way calls is low, and most
    /// of it is his; -ESRCH (it is not mapped), -ENOSPC, -ENOMEM.
    Result<bool> reserve(const RefPtr<Allocation> &allocation, UserSlice &data) const MAY_SLEEP;

    /// Gives back what reserve() gave.
    ///
    /// Context: Process context. May sleep.
    void release(const RefPtr<Allocation> &allocation) const MAY_SLEEP;

    /// Fills a part of what was reserved with the next `bytes` of user space.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    [[gnu::always_inline]] Result<> fill(size_t offset, UserSlice &from, size_t bytes) const
        MAY_SLEEP
    {
        if (bytes == 0)
            return {};
        return copy_from(offset, from, bytes);
    }

    /// Writes and reads bytes, or a T, within what was reserved: user space can read it, not change it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing or the T, or -EFAULT.
    Result<> write_bytes(size_t offset, std::span<const char> from) const MAY_SLEEP;
    Result<> read_bytes(size_t offset, std::span<char> to) const MAY_SLEEP;
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

    /// User space frees what it was lent: it can do so once. If there are objects, the place stays
    /// reserved until release().
    ///
    /// Context: Process context. May sleep.
    /// Return: the allocation, or -EINVAL if nothing is lent there.
    Result<RefPtr<Allocation>> take_back(size_t offset) const MAY_SLEEP;

    /// Where user space finds an offset, and the offset of what it found; ~0 if there is none.
    ///
    /// Context: Any context.
    u64 address(size_t offset) const { return base_.read() + offset; }
    size_t offset(u64 address) const
    {
        const u64 base = base_.read();
        return address < base ? ~0uz : address - base;
    }

    /// What is reserved, as in the C driver's logs. `calls` are not answered yet.
    ///
    /// Context: Process context. May sleep.
    void show(SeqFile &text, std::span<const u32> calls) const MAY_SLEEP;

    struct Use {
        size_t async_left;
        size_t buffers;
        size_t used_pages;
        size_t unused_pages;
        size_t most_pages;
        size_t highest_page; // the number of the highest that was ever used, from 1 on
    };
    /// How much there is for one-way calls, how many places are reserved, and how many pages there
    /// are, with and without something there, and could be.
    ///
    /// Context: Process context. May sleep.
    Use use() const MAY_SLEEP;

    /// How many pages there are, unless somebody is at work on them; and gives up to `most` of those back
    /// where nothing is.
    ///
    /// Context: Process context, also where memory is reclaimed. May sleep.
    /// Return: how many.
    size_t pages() const;
    size_t give_back(size_t most, Pages::Age age) const MAY_SLEEP;

    /// Nobody is left to free anything: nothing is reserved any longer, and there is no page.
    ///
    /// Context: Process context. May sleep.
    void close() const MAY_SLEEP;
    bool is_closed() const MAY_SLEEP;

private:
    struct State {
        size_t async_left = 0;
        bool is_mapped = false;
        bool has_said_spam = false;
        Pages pages;
        RangeAllocator ranges;
    };

    template <class F> static void for_each_unused(State &state, F &&use) MAY_SLEEP;
    Result<> copy_from(size_t offset, UserSlice &from, size_t bytes) const MAY_SLEEP;
    [[gnu::always_inline]] static void forget(State &state, const RefPtr<Allocation> &allocation)
        MAY_SLEEP;
    static void trace_use(State &state, const Allocation &allocation) MAY_SLEEP;
    static void trace_end_of_use(State &state, const Allocation &allocation) MAY_SLEEP;
    static bool is_spam(State &state, size_t async_left, const Allocation &now);

    Atomic<u64> base_;
    Locked<State, Mutex<"binder.arena">> state_;
};

} // namespace binder
