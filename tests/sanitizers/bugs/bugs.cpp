// SPDX-License-Identifier: GPL-2.0
// One bug for each sanitizer, in C++: `echo use_after_free 16 > /dev/bugs` has to be reported, 15 not.
#include <bindings/pending_work.hpp>
#include <tests/sanitizers/bugs/context.hpp>
#include <tests/sanitizers/bugs/memory.hpp>
#include <tests/traps/device.hpp>

namespace bugs {

using AllBugs = TrapList<MemoryBugs, ContextBugs>;

} // namespace bugs

module_misc_device(traps::Device<bugs::AllBugs>, "bugs");
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Bugs that the sanitizers of a test kernel have to report");
