// SPDX-License-Identifier: GPL-2.0
// Objects of processes in transactions: what is an own object for one side is a handle for the other.
#pragma once

#include <modules/binder/process.hpp>

namespace binder {

/// BINDER, WEAK_BINDER, HANDLE, WEAK_HANDLE.
///
/// Context: Any context.
constexpr bool is_flat(u32 type)
{
    return type == BINDER_TYPE_BINDER || type == BINDER_TYPE_WEAK_BINDER ||
           type == BINDER_TYPE_HANDLE || type == BINDER_TYPE_WEAK_HANDLE;
}

/// What `object` of the sender, in transaction `id`, means for `target`, which has a count of it from then
/// on.
///
/// Context: Process context of `sender`. May sleep.
/// Return: the object; -EINVAL (the sender does not have it), -ESRCH, -ENOMEM.
Result<FlatObject> send_object(const Thread &sender, const Process &target, u32 id,
                               const FlatObject &object) MAY_SLEEP;

/// Gives back what `process` has of it.
///
/// Context: Process context. May sleep.
void release_object(const Process &process, const FlatObject &object) MAY_SLEEP;

} // namespace binder
