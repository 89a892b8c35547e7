// SPDX-License-Identifier: GPL-2.0
// <linux/slab.h>: single objects on the kernel's heap, each with one owner.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/gfp.hpp>
#include <bindings/result.hpp>

#include <bit>
#include <memory>
#include <new>

namespace kernel {

/// kmalloc aligns all memory to this, and more where its size is a power of two.
inline constexpr size_t kmalloc_alignment = 8;

/// How many bytes to ask kmalloc for, so that the memory is aligned for T.
template <class T> constexpr size_t kmalloc_size()
{
    if constexpr (alignof(T) <= kmalloc_alignment)
        return sizeof(T);
    else
        return std::bit_ceil(sizeof(T));
}

namespace detail {

// Its class, or the class that it really is of, knows what becomes of its memory.
template <class T>
concept EndsItself =
    std::has_virtual_destructor_v<T> || requires(void *memory) { T::operator delete(memory); };

} // namespace detail

/// The only owner of a T on the heap; the object dies with it.
///
/// Invariant: it owns an object unless it was moved from. Using a Box after the move is a compile
/// error for locals and a BUG for members.
template <class T> class [[gsl::Owner(T)]] KCXX_CONSUMABLE(unconsumed) Box {
public:
    KCXX_OWNED_MEMORY Box(Box &&from) noexcept KCXX_RETURNS(unconsumed)
        : object_(std::exchange(from.object_, nullptr))
    {}
    Box &operator=(Box &&from) noexcept KCXX_SETS(unconsumed)
    {
        Box old(std::move(*this));
        object_ = std::exchange(from.object_, nullptr);
        return *this;
    }
    KCXX_OWNED_MEMORY ~Box()
    {
        if (object_)
            end(object_);
    }

    KCXX_OWNED_MEMORY T &operator*() const
        [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return *alive();
    }
    KCXX_OWNED_MEMORY T *operator->() const
        [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return alive();
    }

    /// Hands the object to C or to an intrusive structure, which gives it back with from_raw().
    ///
    /// Context: Any context.
    /// Ownership: the caller's from here on.
    T *into_raw() KCXX_SETS(consumed) KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        alive();
        return std::exchange(object_, nullptr);
    }

    /// Takes back what into_raw() gave.
    ///
    /// Context: Any context.
    /// Ownership: `object` must be owned by nobody else.
    static Box from_raw(T *object) KCXX_UNSAFE_FN KCXX_RETURNS(unconsumed) { return Box(object); }

private:
    explicit Box(T *object) KCXX_RETURNS(unconsumed) : object_(object) {}

    // Not of the Box: it stays in a register where its address is asked for by nothing else.
    KCXX_OWNED_MEMORY static void end(T *object)
    {
        if constexpr (detail::EndsItself<T>) {
            delete object;
        } else {
            std::destroy_at(object);
            unsafe("the object came from kmalloc, is destroyed, and had no other owner") {
                raw::kfree(object);
            }
        }
    }

    KCXX_OWNED_MEMORY T *alive() const
    {
        if (!object_) [[unlikely]]
            bug<"Box used after it was moved from">();
        return static_cast<T *>(__builtin_assume_aligned(object_, kmalloc_alignment));
    }

    T *object_;
};

/// Makes a T on the heap.
///
/// Context: as `gfp` says: GFP_KERNEL may sleep, GFP_ATOMIC is for any context.
/// Return: the owner of the object, or -ENOMEM.
template <class T, class... Args>
    requires std::constructible_from<T, Args...>
Result<Box<T>> make_box(Gfp gfp, Args &&...args)
{
    static_assert(kmalloc_size<T>() <= raw::KMALLOC_MAX_SIZE,
                  "no allocation is that large: KMALLOC_MAX_SIZE; make parts");
    unsafe("the memory is large enough and aligned for T, and owned by nobody yet") {
        void *memory = nullptr;
        if constexpr (requires { T::template take_spare<T>(); })
            memory = T::template take_spare<T>();
        if (!memory)
            memory = raw::kmalloc(kmalloc_size<T>(), gfp.flags());
        if (!memory)
            return -ENOMEM;
        return Box<T>::from_raw(::new (memory) T(std::forward<Args>(args)...));
    }
}

} // namespace kernel
