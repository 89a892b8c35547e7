// SPDX-License-Identifier: GPL-2.0
// What user space and this driver say to each other: <linux/android/binder.h>, in types that hold
// neither pointers nor unions.
#pragma once

#include <bindings/ioctl.hpp>
#include <bindings/uapi.hpp>

#include <linux/android/binder.h>

namespace binder {
using namespace kernel;

/// binder_transaction_data. Of `target` a sender uses the low half, a handle.
struct TransactionData {
    u64 target;
    u64 cookie;
    u32 code;
    u32 flags;
    s32 sender_pid;
    u32 sender_euid;
    u64 data_size;
    u64 offsets_size;
    u64 data;
    u64 offsets;

    u32 handle() const { return static_cast<u32>(target & 0xffffffff); }
};
static_assert(sizeof(TransactionData) == sizeof(binder_transaction_data));
static_assert(offsetof(TransactionData, cookie) == offsetof(binder_transaction_data, cookie));
static_assert(offsetof(TransactionData, flags) == offsetof(binder_transaction_data, flags));
static_assert(offsetof(TransactionData, data_size) == offsetof(binder_transaction_data, data_size));
static_assert(offsetof(TransactionData, data) == offsetof(binder_transaction_data, data));

/// flat_binder_object: of `value` the owner uses all, others the low half, a handle.
struct FlatObject {
    u32 type;
    u32 flags;
    u64 value;
    u64 cookie;

    u32 handle() const { return static_cast<u32>(value & 0xffffffff); }
};
static_assert(sizeof(FlatObject) == sizeof(flat_binder_object));
static_assert(offsetof(FlatObject, value) == offsetof(flat_binder_object, binder));
static_assert(offsetof(FlatObject, cookie) == offsetof(flat_binder_object, cookie));

/// binder_ptr_cookie.
struct PtrCookie {
    u64 pointer;
    u64 cookie;
};
static_assert(sizeof(PtrCookie) == sizeof(binder_ptr_cookie));

/// Where offsets begin behind `size` bytes of data, and buffers behind offsets.
///
/// Context: Any context.
constexpr u64 aligned(u64 size)
{
    return (size + sizeof(u64) - 1) / sizeof(u64) * sizeof(u64);
}

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
          to_(u64_to_user_ptr<char>(address + written), size - std::min(size, written)), size_(size)
    {}

    u64 written() const { return size_ - to_.size(); }
    /// There is always room for the longest answer, or none.
    bool full() const { return to_.size() < sizeof(u32) + sizeof(binder_transaction_data_secctx); }

    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> put(u32 command) MAY_SLEEP { return to_.write(command); }

    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    template <class T> Result<> put(u32 command, const T &value) MAY_SLEEP
    {
        TRY(to_.write(command));
        return to_.write(value);
    }

    /// In the place of the BR_NOOP that each read begins with.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -EFAULT.
    Result<> put_first(u32 command) MAY_SLEEP { return first_.write(command); }

private:
    UserPtr<u32> first_;
    UserSlice to_;
    u64 size_;
};

} // namespace binder
