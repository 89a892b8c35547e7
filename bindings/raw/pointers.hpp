// SPDX-License-Identifier: GPL-2.0
// Pointers that C annotates for sparse (__user, __iomem, __percpu, __rcu): here types of their own,
// which cannot be dereferenced and do not convert to each other.
#pragma once

namespace kernel::raw {

/// A pointer into another address space. Passed in a register, as the plain pointer it stands for.
template <class T, int space> struct AddressSpacePointer {
    T *address;

    constexpr explicit operator bool() const { return address != nullptr; }
    constexpr bool operator==(const AddressSpacePointer &) const = default;

    constexpr operator AddressSpacePointer<const T, space>() const
        requires(!__is_same(T, const T))
    {
        return {address};
    }
    constexpr operator AddressSpacePointer<void, space>() const
        requires(!__is_same(T, void) && !__is_same(T, const T))
    {
        return {address};
    }
    constexpr operator AddressSpacePointer<const void, space>() const
        requires(!__is_same(T, const void) && !__is_same(T, void))
    {
        return {address};
    }
};

template <class T> using user_ptr = AddressSpacePointer<T, 1>;
template <class T> using iomem_ptr = AddressSpacePointer<T, 2>;
template <class T> using percpu_ptr = AddressSpacePointer<T, 3>;
template <class T> using rcu_ptr = AddressSpacePointer<T, 4>;

static_assert(sizeof(user_ptr<int>) == sizeof(void *));

} // namespace kernel::raw
