// SPDX-License-Identifier: GPL-2.0
// class: user-memory
// expect: no viable conversion
// why: C records whatever lies there, or an address of the kernel, as if user space had said it.
// rust: refused: E0308, UserPtr is no u64
#include <bindings/uaccess.hpp>
#include <tests/kcxx_test/events.h>

using namespace kernel;

Result<> say(UserPtr<s64> user) MAY_SLEEP
{
#ifdef CONTROL
    const s64 number = TRY(user.read());
    TRACE(kcxx_test_values, 1, number, false);
#else
    TRACE(kcxx_test_values, 1, user, false);
#endif
    return {};
}
