// SPDX-License-Identifier: GPL-2.0
// <linux/refcount.h>: objects that live as long as somebody refers to them.
#pragma once

#include <bindings/slab.hpp>

#include <concepts>
#include <optional>
#include <type_traits>

namespace kernel {

template <class T> class RefPtr;

/// Base of a class whose objects count their references: `class Session : public
/// RefCounted<Session>`. make_ref() makes them.
///
/// Classes that derive from T first, and T has a virtual destructor, may be referred to as T.
template <class T> class RefCounted {
public:
    using CountedAs = T;

    RefCounted(const RefCounted &) = delete;
    RefCounted &operator=(const RefCounted &) = delete;

    /// For a method that hands out its own object, to keep it for a callback.
    ///
    /// Context: Any context. Not in T's constructor or destructor, nor for an object that make_ref()
    /// did not make: a BUG.
    template <class Self> RefPtr<Self> self(this const Self &object);

    /// Whether it is this very object.
    ///
    /// Context: Any context.
    bool is(const T &other) const { return static_cast<const T *>(this) == &other; }

    /// How many references there were a moment ago: for tests and messages.
    ///
    /// Context: Any context.
    unsigned int ref_count() const
    {
        unsafe("reading a count that this object owns changes nothing") {
            return raw::refcount_read(&count_);
        }
    }

protected:
    RefCounted() = default;
    ~RefCounted() = default;

private:
    template <class U> friend class RefPtr;

    // 0: not yet, or no longer, to be shared.
    mutable raw::refcount_t count_{};
};

/// A reference to a shared T: copying shares, moving hands over. The T is const through it: what
/// changes in a shared object is Locked, Atomic or behind RCU.
///
/// The last reference destroys the object, in the context that it is dropped in: keep what sleeps
/// out of ~T, or drop it where sleeping is allowed, and never under a lock that ~T takes.
///
/// Invariant: it refers to an object unless it was moved from or reset. Using it then is a compile
/// error for locals and a BUG for members.
template <class T> class [[gsl::Owner(T)]] KCXX_CONSUMABLE(unconsumed) RefPtr {
public:
    /// Context: Any context. A count about to overflow stays where it is, with a warning: the
    /// object is then never freed.
    KCXX_OWNED_MEMORY RefPtr(const RefPtr &from) KCXX_RETURNS(unconsumed) : object_(from.alive())
    {
        unsafe("`from` holds a reference, so that the count is not 0") {
            raw::refcount_inc(count(object_));
        }
    }
    KCXX_OWNED_MEMORY RefPtr(RefPtr &&from) noexcept KCXX_RETURNS(unconsumed)
        : object_(std::exchange(from.object_, nullptr))
    {}
    /// The same reference, as one to a base.
    template <std::derived_from<T> U>
        requires(!std::same_as<T, U>)
    RefPtr(RefPtr<U> from) KCXX_RETURNS(unconsumed) : object_(from.into_raw())
    {}
    RefPtr &operator=(RefPtr from) noexcept KCXX_SETS(unconsumed)
    {
        std::swap(object_, from.object_);
        return *this;
    }
    /// Context: as ~T.
    KCXX_OWNED_MEMORY ~RefPtr() { put(); }

    KCXX_OWNED_MEMORY const T &operator*() const
        [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return *alive();
    }
    KCXX_OWNED_MEMORY const T *operator->() const
        [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return alive();
    }

    /// Return: false after a move or reset().
    explicit operator bool() const { return object_ != nullptr; }

    /// Drops the reference now.
    ///
    /// Context: as ~T.
    void reset() KCXX_SETS(consumed)
    {
        put();
        object_ = nullptr;
    }

    /// Drops the reference now, unless it is the last one: for where ~T must not run.
    ///
    /// Context: Any context.
    /// Return: false if it is the last one, and still here.
    [[nodiscard]] bool reset_unless_last() KCXX_SETS(unknown)
        KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        unsafe("this reference is given up, unless nobody else has one") {
            if (!raw::refcount_dec_not_one(count(alive())))
                return false;
        }
        object_ = nullptr;
        return true;
    }

    /// Drops the reference now, and has the object to itself if it was the last one.
    ///
    /// Context: Any context.
    /// Return: the object, unless others have it.
    [[nodiscard]] std::optional<Box<T>> take_if_last() KCXX_SETS(consumed)
        KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        static_assert(std::is_final_v<T> || std::same_as<T, typename T::CountedAs>,
                      "what it refers to may be larger than a T");
        const T *object = std::exchange(object_, nullptr);
        unsafe("this reference is given up; the last one has the object to itself") {
            if (!object || !raw::refcount_dec_and_test(count(object)))
                return std::nullopt;
            return Box<T>::from_raw(const_cast<T *>(object));
        }
    }

    /// Hands the reference to C or to an intrusive structure, which gives it back with from_raw().
    ///
    /// Context: Any context.
    /// Ownership: the caller's from here on.
    const T *into_raw() KCXX_SETS(consumed) KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        alive();
        return std::exchange(object_, nullptr);
    }

    /// Takes back what into_raw() gave.
    ///
    /// Context: Any context.
    /// Ownership: of one reference, which nobody else drops.
    static RefPtr from_raw(const T *object) KCXX_UNSAFE_FN KCXX_RETURNS(unconsumed)
    {
        return RefPtr(object);
    }

private:
    template <class U> friend class RefCounted;
    template <class U, class... Args>
        requires std::constructible_from<U, Args...>
    friend Result<RefPtr<U>> make_ref(Gfp gfp, Args &&...args);

    explicit RefPtr(const T *object) KCXX_RETURNS(unconsumed) : object_(object) {}

    template <class U> friend RefPtr<U> share(Box<U> box);

    // The first reference.
    static RefPtr adopt(Box<T> box)
    {
        const T *object = box.into_raw();
        unsafe("nobody else knows the object yet") {
            raw::refcount_set(count(object), 1);
        }
        return RefPtr(object);
    }

    KCXX_OWNED_MEMORY static raw::refcount_t *count(const T *object) { return &object->count_; }

    KCXX_OWNED_MEMORY const T *alive() const
    {
        if (!object_) [[unlikely]]
            bug<"RefPtr used after it was moved from or reset">();
        return static_cast<const T *>(__builtin_assume_aligned(object_, kmalloc_alignment));
    }

    KCXX_OWNED_MEMORY void put()
    {
        if (!object_)
            return;
        unsafe("this reference is given up; the last one has the object to itself") {
            if (raw::refcount_dec_and_test(count(object_)))
                end(object_);
        }
    }

    // Of its own, so that what drops a reference is short.
    [[gnu::noinline]] static void end(const T *last) KCXX_UNSAFE_FN
    {
        const auto owner = Box<typename T::CountedAs>::from_raw(const_cast<T *>(last));
    }

    const T *object_;
};

template <class T>
template <class Self>
RefPtr<Self> RefCounted<T>::self(this const Self &object)
{
    unsafe("the count says whether the object may still be shared") {
        if (!raw::refcount_inc_alive(RefPtr<Self>::count(&object))) [[unlikely]]
            bug<"self() of an object that is not, or no longer, shared">();
    }
    return RefPtr<Self>(&object);
}

namespace detail {

// The last reference to a base ends the whole object, whose memory begins where the base does.
template <class T>
concept CountedAsBase =
    std::derived_from<T, typename T::CountedAs> &&
    std::derived_from<typename T::CountedAs, RefCounted<typename T::CountedAs>> &&
    std::has_virtual_destructor_v<typename T::CountedAs>;

} // namespace detail

/// Makes a shared T on the heap.
///
/// Context: as `gfp` says: GFP_KERNEL may sleep, GFP_ATOMIC is for any context.
/// Return: the first reference to the object, or -ENOMEM.
template <class T, class... Args>
    requires std::constructible_from<T, Args...>
Result<RefPtr<T>> make_ref(Gfp gfp, Args &&...args)
{
    static_assert(std::derived_from<T, RefCounted<T>> || detail::CountedAsBase<T>,
                  "a shared T derives from RefCounted<T>");
    return RefPtr<T>::adopt(TRY(make_box<T>(gfp, std::forward<Args>(args)...)));
}

/// Shares a T that had one owner, who made it step by step.
///
/// Context: Any context.
/// Return: the first reference to the object.
template <class T> RefPtr<T> share(Box<T> box)
{
    static_assert(std::derived_from<T, RefCounted<T>> || detail::CountedAsBase<T>,
                  "a shared T derives from RefCounted<T>");
    return RefPtr<T>::adopt(std::move(box));
}

} // namespace kernel
