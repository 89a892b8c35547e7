// SPDX-License-Identifier: GPL-2.0
// class: user-memory
// expect: only plain data without pointers is read from user space
// why: C reads a byte of user space as bool; any but 0 and 1 is undefined behaviour.
// rust: refused: E0277, FromBytes is not implemented for bool
#include <bindings/uaccess.hpp>

using namespace kernel;

Result<bool> flag(u64 address) MAY_SLEEP
{
#ifdef CONTROL
    return TRY(u64_to_user_ptr<const u8>(address).read()) != 0;
#else
    return u64_to_user_ptr<const bool>(address).read();
#endif
}
