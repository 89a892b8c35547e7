// SPDX-License-Identifier: GPL-2.0
// Memory that the device sees, too.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

template <class T> T load(const T &from)
{
    return std::atomic_ref(const_cast<T &>(from)).load(std::memory_order_acquire);
}
template <class T> void store(T &to, std::type_identity_t<T> value)
{
    std::atomic_ref(to).store(value, std::memory_order_release);
}
