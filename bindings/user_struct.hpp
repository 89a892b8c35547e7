// SPDX-License-Identifier: GPL-2.0
// <linux/uaccess.h>: structures that grow from one version to the next. User space says how large its own is.
#pragma once

#include <bindings/uaccess.hpp>
#include <bindings/vec.hpp>

namespace kernel {

/// Copies a structure in. What user space does not have of it is zero.
///
/// Context: Process context. May sleep.
/// Return: the copy; -EINVAL: it is smaller than `least` bytes, -E2BIG: it is larger, and not zero there,
/// -EFAULT.
template <UserReadable T>
Result<T> copy_struct_from_user(u64 address, size_t size, size_t least) MAY_SLEEP
{
    if (size < least)
        return -EINVAL;
    T copy{};
    unsafe("the kernel checks the user's range, and the copy is as large as it says") {
        TRY(to_result(raw::copy_struct_from_user(
            &copy, sizeof(copy), u64_to_user_ptr<const char>(address).raw_pointer(), size)));
    }
    return copy;
}

/// Copies as much of a structure out as user space has room for, and zeros behind it.
///
/// Context: Process context. May sleep.
/// Return: nothing; -EINVAL: there is room for less than `least` bytes, -EFAULT.
template <UserWritable T>
Result<> copy_struct_to_user(u64 address, size_t size, const T &value, size_t least) MAY_SLEEP
{
    if (size < least)
        return -EINVAL;
    unsafe("the kernel checks the user's range, and the source is as large as it says") {
        return to_result(raw::copy_struct_to_user(u64_to_user_ptr<char>(address).raw_pointer(),
                                                  size, &value, sizeof(value)));
    }
}

/// Copies an array of structures in, each `stride` bytes behind the one before. Of an array of none nothing is
/// looked at.
///
/// Context: Process context. May sleep.
/// Return: the copies; -ENOMEM; -EINVAL: the array wraps around, and as copy_struct_from_user().
template <UserReadable T>
Result<Vec<T>> copy_structs_from_user(u64 address, size_t stride, u32 count, size_t least) MAY_SLEEP
{
    Vec<T> copies;
    u64 end = 0;
    if (count == 0)
        return copies;
    if (stride < least || __builtin_mul_overflow(u64{stride}, u64{count}, &end) ||
        __builtin_add_overflow(address, end, &end))
        return -EINVAL;
    TRY(copies.reserve(count, GFP_KERNEL));
    for (u32 i = 0; i < count; i++)
        TRY(copies.push_back(
            TRY(copy_struct_from_user<T>(address + u64{i} * stride, stride, least)), GFP_KERNEL));
    return copies;
}

} // namespace kernel
