// SPDX-License-Identifier: GPL-2.0
// class: info-leak
// expect: constraints not satisfied
// why: C copies as much of a structure as the caller has room for, with its holes.
// rust: refused: E0277, AsBytes is not implemented
#include <bindings/user_struct.hpp>

using namespace kernel;

struct Info {
    u64 features;
    u32 revision;
#ifdef CONTROL
    u32 pad;
#endif
};

Result<> answer(u64 address, size_t size, const Info &info) MAY_SLEEP
{
    return copy_struct_to_user(address, size, info, sizeof(u64));
}
