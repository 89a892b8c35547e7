// SPDX-License-Identifier: GPL-2.0
// class: sleep-in-atomic
// expect: requires negative capability '!atomic_ctx'
// why: C takes a page fault, which may sleep, under a spin lock.
// rust: compiles: types say nothing of sleeping; klint, a tool of its own, looks for it
#include <bindings/locked.hpp>
#include <bindings/uaccess.hpp>

using namespace kernel;

using Count = Locked<u32, SpinLock<"test.spin">>;

Result<> set(Count &count, UserPtr<const u32> user) MAY_SLEEP
{
#ifdef CONTROL
    const u32 wanted = TRY(user.read());
    count.with([&](u32 &value) { value = wanted; });
#else
    count.with([&](u32 &value) { value = user.read().value_or(0u); });
#endif
    return {};
}
