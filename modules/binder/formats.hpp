// SPDX-License-Identifier: GPL-2.0
// What transactions and the objects in them look like: <linux/android/binder.h>, in types that hold
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

/// binder_transaction_data_sg: what is sent; without buffers it is a plain binder_transaction_data.
struct SentData : TransactionData {
    u64 buffers_size;
};
static_assert(sizeof(SentData) == sizeof(binder_transaction_data_sg));

/// binder_transaction_data_secctx.
struct ContextData {
    TransactionData data;
    u64 context;
};
static_assert(sizeof(ContextData) == sizeof(binder_transaction_data_secctx));

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

/// binder_fd_object.
struct FdObject {
    u32 type;
    u32 pad_flags;
    u32 fd;
    u32 pad;
    u64 cookie;
};
static_assert(sizeof(FdObject) == sizeof(binder_fd_object));
static_assert(offsetof(FdObject, fd) == offsetof(binder_fd_object, fd));
static_assert(offsetof(FdObject, cookie) == offsetof(binder_fd_object, cookie));

/// binder_buffer_object: `parent` is the number of another one in the same transaction.
struct BufferObject {
    u32 type;
    u32 flags;
    u64 buffer;
    u64 length;
    u64 parent;
    u64 parent_offset;

    bool has_parent() const { return (flags & BINDER_BUFFER_FLAG_HAS_PARENT) != 0; }
};
static_assert(sizeof(BufferObject) == sizeof(binder_buffer_object));
static_assert(offsetof(BufferObject, buffer) == offsetof(binder_buffer_object, buffer));
static_assert(offsetof(BufferObject, parent_offset) ==
              offsetof(binder_buffer_object, parent_offset));

/// binder_fd_array_object: descriptors within the buffer `parent`.
struct FdArrayObject {
    u32 type;
    u32 pad;
    u64 count;
    u64 parent;
    u64 parent_offset;
};
static_assert(sizeof(FdArrayObject) == sizeof(binder_fd_array_object));
static_assert(offsetof(FdArrayObject, count) == offsetof(binder_fd_array_object, num_fds));
static_assert(offsetof(FdArrayObject, parent_offset) ==
              offsetof(binder_fd_array_object, parent_offset));

/// binder_handle_cookie, in the order in which it is read.
inline constexpr u32 handle_cookie_size = sizeof(u32) + sizeof(u64);

/// binder_frozen_state_info.
struct FrozenState {
    u64 cookie;
    u32 is_frozen;
    u32 reserved;
};

/// What <linux/android/binder.h> of Linux 6.1 does not have yet.
inline constexpr u32 tf_update_txn = 0x40;
inline constexpr u32 br_transaction_pending_frozen = _IO('r', 20);
inline constexpr u32 br_frozen_binder = _IOR('r', 21, FrozenState);
inline constexpr u32 br_clear_freeze_notification_done = _IOR('r', 22, u64);
inline constexpr u32 bc_request_freeze_notification = _IOC(_IOC_WRITE, 'c', 19, handle_cookie_size);
inline constexpr u32 bc_clear_freeze_notification = _IOC(_IOC_WRITE, 'c', 20, handle_cookie_size);
inline constexpr u32 bc_freeze_notification_done = _IOW('c', 21, u64);

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
    return (size + (sizeof(u64) - 1)) / sizeof(u64) * sizeof(u64);
}

} // namespace binder
