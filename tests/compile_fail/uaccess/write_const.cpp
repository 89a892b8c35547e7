// SPDX-License-Identifier: GPL-2.0
// class: user-memory
// expect: a UserPtr to const is for reading
// why: C casts const away and writes to what the caller gave for reading.
// rust: refused: E0599, a UserSliceReader has no write()
#include <bindings/uaccess.hpp>

using namespace kernel;

#ifdef CONTROL
using Target = UserPtr<u32>;
#else
using Target = UserPtr<const u32>;
#endif

Result<> store(Target user) MAY_SLEEP
{
    return user.write(1u);
}
