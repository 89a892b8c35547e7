// SPDX-License-Identifier: GPL-2.0
// class: info-leak
// expect: padding would carry kernel memory out to user space
// why: C copies the bytes between the members, whatever the stack held before, to user space.
// rust: refused: E0277, AsBytes is not implemented
#include <bindings/uaccess.hpp>

using namespace kernel;

#ifdef CONTROL
struct Answer {
    u8 kind;
    u8 reserved[7];
    u64 value;
};
#else
struct Answer {
    u8 kind;
    u64 value;
};
#endif

Result<> answer(UserPtr<Answer> user) MAY_SLEEP
{
    return user.write(Answer{});
}
