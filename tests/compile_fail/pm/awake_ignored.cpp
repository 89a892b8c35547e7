// SPDX-License-Identifier: GPL-2.0
// class: ignored-result
// expect: ignoring return value
// why: C wakes a device up, and writes to its registers when it is asleep again: nobody has said how long.
// rust: warns: unused_must_use
#include <bindings/pm_runtime.hpp>

using namespace kernel;

Result<> ring(const pm::Power &power, void (*tell)()) MAY_SLEEP
{
#ifdef CONTROL
    const auto awake = TRY(power.awake());
#else
    TRY(power.awake());
#endif
    tell();
    return {};
}
