// SPDX-License-Identifier: GPL-2.0
// The replaceable allocation functions that are left: nothrow new and every delete.
#include <cxxrt/host.hpp>

#include <new>

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    return kcxx_alloc(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept
{
    return kcxx_alloc(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void *operator new(std::size_t size, std::align_val_t align, const std::nothrow_t &) noexcept
{
    return kcxx_alloc(size, static_cast<std::size_t>(align));
}
void *operator new[](std::size_t size, std::align_val_t align, const std::nothrow_t &) noexcept
{
    return kcxx_alloc(size, static_cast<std::size_t>(align));
}

// A virtual destructor names the deleting ones even where no object is ever deleted through it.
void operator delete(void *p) noexcept
{
    kcxx_free(p);
}
void operator delete[](void *p) noexcept
{
    kcxx_free(p);
}
void operator delete(void *p, std::size_t) noexcept
{
    kcxx_free(p);
}
void operator delete[](void *p, std::size_t) noexcept
{
    kcxx_free(p);
}
void operator delete(void *p, std::align_val_t) noexcept
{
    kcxx_free(p);
}
void operator delete[](void *p, std::align_val_t) noexcept
{
    kcxx_free(p);
}
void operator delete(void *p, std::size_t, std::align_val_t) noexcept
{
    kcxx_free(p);
}
void operator delete[](void *p, std::size_t, std::align_val_t) noexcept
{
    kcxx_free(p);
}
void operator delete(void *p, const std::nothrow_t &) noexcept
{
    kcxx_free(p);
}
void operator delete[](void *p, const std::nothrow_t &) noexcept
{
    kcxx_free(p);
}
