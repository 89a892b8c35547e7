// SPDX-License-Identifier: GPL-2.0
// Data that is reached through its lock alone.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/mutex.hpp>
#include <bindings/spinlock.hpp>

#include <concepts>
#include <span>

namespace kernel {

template <FixedString name> class WaitQueue;

namespace detail {

template <class R>
inline constexpr bool leaves_lock =
    !std::is_reference_v<R> && !std::is_pointer_v<R> && !std::ranges::enable_borrowed_range<R>;
template <class R> inline constexpr bool leaves_lock<Result<R>> = leaves_lock<R>;

} // namespace detail

/// What may leave with(): values; nothing that still points to the data.
template <class R>
concept LeavesLock = detail::leaves_lock<R>;

/// The way to locked data that a guard is while it lives.
template <class T> class LockedAccess {
public:
    T &operator*() const [[clang::lifetimebound]] { return value_; }
    T *operator->() const [[clang::lifetimebound]] { return &value_; }

protected:
    explicit LockedAccess(T &value) : value_(value) {}

private:
    T &value_;
};

/// A T behind a spin lock: SpinLock or SpinLockIrq.
///
///     Locked<State, SpinLockIrq<"pool.usage">> state_;
///
///     auto state = state_.lock();
///     state->now++;
///
/// A const Locked gives its data to be changed all the same: shared objects are const, and what is
/// locked in them is what may change.
template <class T, class Lock> class Locked {
public:
    class Guard;

    /// Makes the T from `args`.
    template <class... Args>
        requires std::constructible_from<T, Args...>
    explicit Locked(Args &&...args) : value_(std::forward<Args>(args)...)
    {}
    Locked(const Locked &) = delete;
    Locked &operator=(const Locked &) = delete;

    /// Gives access for as long as the guard lives; nothing may sleep meanwhile.
    ///
    /// Context: as Lock::lock().
    Guard lock() const [[clang::lifetimebound]] KCXX_ACQUIRE(lock_) KCXX_ACQUIRE_SHARED(atomic_ctx)
        KCXX_UNANALYSED
    {
        return Guard(*this);
    }

    /// Calls `fn(T &)` with the lock held.
    ///
    /// Context: as Lock::lock(). `fn` runs in atomic context.
    /// Return: what `fn` returns: a value, no reference into the data.
    template <std::invocable<T &> F> auto with(F &&fn) const KCXX_EXCLUDES(lock_)
    {
        static_assert(LeavesLock<std::invoke_result_t<F, T &>>,
                      "a reference into locked data must not leave with()");
        const Guard guard(*this);
        return std::forward<F>(fn)(*guard);
    }

    /// Calls `fn(T &)` with the lock held, if nobody else holds it.
    ///
    /// Context: as Lock::lock(). `fn` runs in atomic context.
    /// Return: false if the lock was not to be had.
    template <std::invocable<T &> F>
    [[nodiscard]] bool try_with(F &&fn) const KCXX_EXCLUDES(lock_)
    {
        return lock_.try_with([&] { std::forward<F>(fn)(value_); });
    }

private:
    template <FixedString name> friend class WaitQueue;

    mutable Lock lock_;
    mutable T value_;
};

/// Holds a Locked's spin lock to the end of its scope, and gives access to the data.
template <class T, class Lock>
class [[nodiscard("a guard that is dropped unlocks at once")]] KCXX_SCOPED Locked<T, Lock>::Guard
    : public LockedAccess<T> {
public:
    /// Context: as Lock::lock().
    explicit Guard(const Locked &locked [[clang::lifetimebound]]) KCXX_ACQUIRE(locked.lock_)
        KCXX_ACQUIRE_SHARED(atomic_ctx) KCXX_UNANALYSED : LockedAccess<T>(locked.value_),
                                                          guard_(locked.lock_)
    {}
    ~Guard() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED {}
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

private:
    typename Lock::Guard guard_;
};

/// A T behind a Mutex: as above, and its holder may sleep.
template <class T, FixedString name> class Locked<T, Mutex<name>> {
public:
    class Guard;
    class Held;

    /// Makes the T from `args`.
    template <class... Args>
        requires std::constructible_from<T, Args...>
    explicit Locked(Args &&...args) : value_(std::forward<Args>(args)...)
    {}
    Locked(const Locked &) = delete;
    Locked &operator=(const Locked &) = delete;

    /// Gives access for as long as the guard lives.
    ///
    /// Context: Process context. May sleep.
    Guard lock(MaySleep) const [[clang::lifetimebound]] KCXX_ACQUIRE(lock_) KCXX_UNANALYSED
    {
        return Guard(*this, may_sleep);
    }

    /// Calls `fn(T &)`, which may sleep, with the lock held.
    ///
    /// Context: Process context. May sleep.
    /// Return: what `fn` returns: a value, no reference into the data.
    template <std::invocable<T &> F>
    auto with(MaySleep, F &&fn) const MAY_SLEEP KCXX_EXCLUDES(lock_)
    {
        static_assert(LeavesLock<std::invoke_result_t<F, T &>>,
                      "a reference into locked data must not leave with()");
        const Guard guard(*this, may_sleep);
        return std::forward<F>(fn)(*guard);
    }

    /// Gives access, unless a signal comes first.
    ///
    /// Context: Process context. May sleep.
    /// Return: access while it lives, or -EINTR.
    Result<Held> lock_interruptible(MaySleep) const [[clang::lifetimebound]]
    MAY_SLEEP KCXX_EXCLUDES(lock_) KCXX_UNANALYSED
    {
        return Held(TRY(lock_.lock_interruptible(may_sleep)), value_);
    }

    /// Gives access if nobody else has it.
    ///
    /// Context: Process context. Never sleeps.
    /// Return: access while it lives, or -EBUSY.
    Result<Held> try_lock() const [[clang::lifetimebound]] KCXX_EXCLUDES(lock_) KCXX_UNANALYSED
    {
        return Held(TRY(lock_.try_lock()), value_);
    }

private:
    template <FixedString queue_name> friend class WaitQueue;

    mutable Mutex<name> lock_;
    mutable T value_;
};

/// Holds a Locked's mutex to the end of its scope, and gives access to the data.
template <class T, FixedString name>
class [[nodiscard("a guard that is dropped unlocks at once")]]
KCXX_SCOPED Locked<T, Mutex<name>>::Guard : public LockedAccess<T> {
public:
    /// Context: Process context. May sleep.
    Guard(const Locked &locked [[clang::lifetimebound]], MaySleep) KCXX_ACQUIRE(locked.lock_)
        KCXX_UNANALYSED : LockedAccess<T>(locked.value_),
                          guard_(locked.lock_, may_sleep)
    {}
    ~Guard() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED {}
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

private:
    typename Mutex<name>::Guard guard_;
};

/// Access to the data of a Locked that was locked by an attempt.
template <class T, FixedString name>
class [[nodiscard("what is dropped unlocks at once")]] KCXX_CONSUMABLE(
    unconsumed) Locked<T, Mutex<name>>::Held {
public:
    Held(Held &&from) noexcept KCXX_RETURNS(unconsumed)
        : held_(std::move(from.held_)), value_(std::exchange(from.value_, nullptr))
    {}
    Held &operator=(Held &&) = delete;

    T &operator*() const [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return *held();
    }
    T *operator->() const [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return held();
    }

private:
    friend class Locked;
    Held(Mutex<name>::Held held, T &value) KCXX_RETURNS(unconsumed)
        : held_(std::move(held)), value_(&value)
    {}

    T *held() const
    {
        if (!value_) [[unlikely]]
            bug<"locked data used after its lock was moved away">();
        return value_;
    }

    typename Mutex<name>::Held held_;
    T *value_;
};

} // namespace kernel
