// SPDX-License-Identifier: GPL-2.0
// What one source of the module asks of the other.
#pragma once

#include <bindings/result.hpp>

namespace work_unload {

/// Queues work of every kind that nobody cancels.
///
/// Context: Process context. May sleep.
/// Return: nothing, or -ENOMEM.
kernel::Result<> leave_work_behind() MAY_SLEEP;

} // namespace work_unload
