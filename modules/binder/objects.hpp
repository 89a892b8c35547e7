// SPDX-License-Identifier: GPL-2.0
// What transactions carry besides bytes: objects, which mean something else for each process.
#pragma once

#include <modules/binder/process.hpp>

namespace binder {

/// Copies what `data` names to `allocation`, in the arena of `target`. What its objects mean for
/// `sender`, they mean there for `target`; the allocation has them from then on.
///
/// Context: Process context of `sender`. May sleep.
/// Return: nothing; -EINVAL (no object, or none that the sender has), -EPERM (a file, and not
/// `accepts_files`), -EBADF, -EFAULT, -ENOMEM; the allocation then has what is to be released.
Result<> copy_objects(const Thread &sender, const Process &target, const SentData &data,
                      bool accepts_files, const Allocation &allocation) MAY_SLEEP;

/// Gives back what `process` has for the objects in `allocation`.
///
/// Context: Process context. May sleep.
void release_objects(const Process &process, const Allocation &allocation) MAY_SLEEP;

} // namespace binder
