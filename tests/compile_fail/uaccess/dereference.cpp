// SPDX-License-Identifier: GPL-2.0
// class: user-memory
// expect: indirection requires pointer operand
// why: C dereferences a pointer of user space (only sparse would say so).
// rust: refused: E0614, a UserPtr cannot be dereferenced
#include <bindings/uaccess.hpp>

using namespace kernel;

Result<u32> value(UserPtr<const u32> user) MAY_SLEEP
{
#ifdef CONTROL
    return user.read();
#else
    return *user;
#endif
}
