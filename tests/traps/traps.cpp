// SPDX-License-Identifier: GPL-2.0
// Walks into run-time checks: `echo span_index 4 > /dev/traps` ends in a BUG, 3 is in order.
#include <tests/traps/device.hpp>
#include <tests/traps/language.hpp>
#include <tests/traps/linear.hpp>
#include <tests/traps/objects.hpp>
#include <tests/traps/stdlib.hpp>
#include <tests/traps/waiting.hpp>
#include <tests/traps/work.hpp>

namespace traps {

using AllTraps =
    TrapList<StdlibTraps, LanguageTraps, ObjectTraps, LinearTraps, WorkTraps, WaitingTraps>;

} // namespace traps

module_misc_device(traps::Device<traps::AllTraps>, "traps");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Code that the run-time checks have to stop");
