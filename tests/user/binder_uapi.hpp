// SPDX-License-Identifier: GPL-2.0
// What <linux/android/binder.h> of Debian 12 does not have yet.
#pragma once

#include <linux/android/binder.h>

#include <cstdint>

struct __attribute__((packed)) HandleCookie {
    uint32_t handle;
    uint64_t cookie;

    bool operator==(const HandleCookie &) const = default;
};
struct FrozenState {
    uint64_t cookie;
    uint32_t is_frozen;
    uint32_t reserved;
};
inline constexpr uint32_t bc_request_freeze_notification = _IOW('c', 19, HandleCookie);
inline constexpr uint32_t bc_clear_freeze_notification = _IOW('c', 20, HandleCookie);
inline constexpr uint32_t bc_freeze_notification_done = _IOW('c', 21, uint64_t);
inline constexpr uint32_t br_transaction_pending_frozen = _IO('r', 20);
inline constexpr uint32_t br_frozen_binder = _IOR('r', 21, FrozenState);
inline constexpr uint32_t br_clear_freeze_notification_done = _IOR('r', 22, uint64_t);
inline constexpr uint32_t tf_update_txn = 0x40;
