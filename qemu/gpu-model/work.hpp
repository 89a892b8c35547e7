// SPDX-License-Identifier: GPL-2.0
// Instructions with descriptors: they take their time, turn by turn.
#pragma once

#include "queue.hpp"

namespace model {

/// Begins the work of an instruction, whose descriptor is at `address`.
Checked<void> begin_work(Queue &queue, const GpuMemory &memory, uint64_t instruction,
                         uint64_t address);

/// Goes on with it. When it is done the queue is behind its instruction.
Checked<void> go_on(Queue &queue, const GpuMemory &memory, Budget &budget);

} // namespace model
