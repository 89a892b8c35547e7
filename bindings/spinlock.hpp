// SPDX-License-Identifier: GPL-2.0
// <linux/spinlock.h>: locks whose holder must not sleep. Data belongs behind one in a Locked
// (locked.hpp).
#pragma once

#include <bindings/lockdep.hpp>

#include <optional>

namespace kernel {

namespace detail {

/// How a spin lock is taken that no interrupt handler takes.
struct SpinPlain {
    struct Saved {};

    static Saved lock(raw::spinlock_t *lock)
    {
        unsafe("the lock is initialised, and a guard unlocks it once") {
            raw::spin_lock(lock);
        }
        return {};
    }
    static std::optional<Saved> try_lock(raw::spinlock_t *lock)
    {
        unsafe("the lock is initialised, and a guard unlocks it once") {
            if (!raw::spin_trylock(lock))
                return std::nullopt;
        }
        return Saved{};
    }
    static void unlock(raw::spinlock_t *lock, Saved)
    {
        unsafe("the guard that calls this has locked it") {
            raw::spin_unlock(lock);
        }
    }
};

/// How a spin lock is taken that interrupt handlers take as well: with interrupts off here.
struct SpinIrqSave {
    struct Saved {
        unsigned long flags;
    };

    static Saved lock(raw::spinlock_t *lock)
    {
        unsafe("the lock is initialised, and a guard unlocks it once") {
            return {raw::spin_lock_irqsave(lock)};
        }
    }
    static std::optional<Saved> try_lock(raw::spinlock_t *lock)
    {
        Saved saved{};
        unsafe("the lock is initialised, and a guard unlocks it once") {
            if (!raw::spin_trylock_irqsave(lock, &saved.flags))
                return std::nullopt;
        }
        return saved;
    }
    static void unlock(raw::spinlock_t *lock, Saved saved)
    {
        unsafe("the guard that calls this has locked it and kept the flags") {
            raw::spin_unlock_irqrestore(lock, saved.flags);
        }
    }
};

} // namespace detail

/// A spin lock, known to lockdep by its name.
template <FixedString name, class How> class KCXX_CAPABILITY("spin lock") BasicSpinLock {
public:
    class Guard;

    BasicSpinLock()
    {
        unsafe("the memory is ours, and the class key is static") {
            raw::spin_lock_init(&lock_, LockClass<name>::name, &LockClass<name>::key);
        }
    }
    BasicSpinLock(const BasicSpinLock &) = delete;
    BasicSpinLock &operator=(const BasicSpinLock &) = delete;

    /// Locks for as long as the guard lives; nothing may sleep meanwhile.
    ///
    /// Context: Any context (SpinLockIrq), or any but interrupt handlers (SpinLock). Not while this
    /// task holds it: that does not compile.
    Guard lock() [[clang::lifetimebound]] KCXX_ACQUIRE() KCXX_ACQUIRE_SHARED(atomic_ctx)
        KCXX_UNANALYSED
    {
        return Guard(*this);
    }

    /// Calls `fn()` with the lock held, if nobody else holds it.
    ///
    /// Context: as lock().
    /// Return: false if the lock was not to be had.
    template <class F> [[nodiscard]] bool try_with(F &&fn) KCXX_EXCLUDES(this)
    {
        const auto saved = How::try_lock(&lock_);
        if (!saved)
            return false;
        const Guard guard(*this, *saved);
        std::forward<F>(fn)();
        return true;
    }

private:
    raw::spinlock_t lock_;
};

/// Holds a spin lock, and what its unlocking needs, to the end of its scope.
template <FixedString name, class How>
class [[nodiscard("a guard that is dropped unlocks at once")]]
KCXX_SCOPED BasicSpinLock<name, How>::Guard {
public:
    /// Context: as BasicSpinLock::lock().
    explicit Guard(BasicSpinLock &lock [[clang::lifetimebound]]) KCXX_ACQUIRE(lock)
        KCXX_ACQUIRE_SHARED(atomic_ctx) KCXX_UNANALYSED : lock_(lock),
                                                          saved_(How::lock(&lock.lock_))
    {}
    ~Guard() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED { How::unlock(&lock_.lock_, saved_); }
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

private:
    friend class BasicSpinLock;
    // Takes over what try_lock() has locked.
    Guard(BasicSpinLock &lock [[clang::lifetimebound]], How::Saved saved) KCXX_ACQUIRE(lock)
        KCXX_ACQUIRE_SHARED(atomic_ctx) KCXX_UNANALYSED : lock_(lock),
                                                          saved_(saved)
    {}

    BasicSpinLock &lock_;
    [[no_unique_address]] How::Saved saved_;
};

/// spin_lock(): for what no interrupt handler touches.
template <FixedString name> using SpinLock = BasicSpinLock<name, detail::SpinPlain>;
/// spin_lock_irqsave(): for what interrupt handlers touch as well. The flags live in the guard.
template <FixedString name> using SpinLockIrq = BasicSpinLock<name, detail::SpinIrqSave>;

} // namespace kernel
