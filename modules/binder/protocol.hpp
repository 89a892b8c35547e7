// SPDX-License-Identifier: GPL-2.0
// How user space and this driver talk: commands one way, answers the other.
#pragma once

#include <bindings/minmax.hpp>
#include <modules/binder/stats.hpp>

#include <array>

namespace binder {

/// Where commands come from: user space, read once from front to back. As in the C driver, the size
/// that was said is looked at between commands, not within one.
class Commands {
public:
    /// As in the C driver, there is nothing in what wraps around.
    Commands(u64 address, u64 size)
        : from_(u64_to_user_ptr<char>(address), ~0uz), size_(size > ~address ? 0 : size)
    {}

    u64 consumed() const { return ~0uz - from_.size(); }
    bool empty() const { return consumed() >= size_; }

    /// Context: Process context. May sleep.
    /// Return: the next T, or -EFAULT.
    template <class T> Result<T> next() MAY_SLEEP { return from_.read<T>(); }

private:
    UserSlice from_;
    u64 size_;
};

/// Where a reader is told what happened.
class Answers {
public:
    Answers(u64 address, u64 size, u64 written)
        : first_(u64_to_user_ptr<u32>(address)),
          to_(u64_to_user_ptr<char>(address + written), size - min(size, written)), size_(size)
    {}

    u64 written() const { return size_ - to_.size(); }
    /// There is always room for the longest answer, or none.
    bool full() const { return to_.size() < sizeof(u32) + sizeof(binder_transaction_data_secctx); }

    /// What a read begins with: BR_NOOP, which put_first() may replace.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> begin() MAY_SLEEP { return to_.write(static_cast<u32>(BR_NOOP)); }

    /// Who uses it counts it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> put_uncounted(u32 command) MAY_SLEEP { return to_.write(command); }
    template <class T> Result<> put_uncounted(u32 command, const T &value) MAY_SLEEP
    {
        return to_.write(command, value);
    }

    /// Counted in the `stats` of who is told.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    template <class... T>
    Result<> put(const Stats &stats, u32 command, const T &...values) MAY_SLEEP
    {
        TRY(put_uncounted(command, values...));
        stats.count_answer(command);
        return {};
    }

    /// In the place of what begin() wrote.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> put_first(const Stats &stats, u32 command) MAY_SLEEP
    {
        TRY(first_.write(command));
        stats.count_answer(command);
        return {};
    }

private:
    UserPtr<u32> first_;
    UserSlice to_;
    u64 size_;
};

} // namespace binder
