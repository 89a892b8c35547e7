// SPDX-License-Identifier: GPL-2.0
// <linux/mutex.h>: locks whose holder may sleep. Data belongs behind one in a Locked (locked.hpp).
#pragma once

#include <bindings/lockdep.hpp>
#include <bindings/result.hpp>

namespace kernel {

/// A sleeping lock, known to lockdep by its name.
///
/// Invariant: it is destroyed unlocked: guards borrow it.
template <FixedString name> class KCXX_CAPABILITY("mutex") Mutex {
public:
    class Guard;
    class Held;

    Mutex()
    {
        unsafe("the memory is ours, and the class key is static") {
            raw::mutex_init(&mutex_, LockClass<name>::name, &LockClass<name>::key);
        }
    }
    ~Mutex()
    {
        unsafe("it was initialised, and no guard outlives the mutex that it borrows") {
            raw::mutex_destroy(&mutex_);
        }
    }
    Mutex(const Mutex &) = delete;
    Mutex &operator=(const Mutex &) = delete;

    /// Locks for as long as the guard lives.
    ///
    /// Context: Process context. May sleep. Not while this task holds it: that does not compile.
    Guard lock(MaySleep) [[clang::lifetimebound]] KCXX_ACQUIRE() KCXX_UNANALYSED
    {
        return Guard(*this, may_sleep);
    }

    /// Locks, unless a signal comes first.
    ///
    /// Context: Process context. May sleep.
    /// Return: what holds the lock while it lives, or -EINTR.
    Result<Held> lock_interruptible(MaySleep) [[clang::lifetimebound]] KCXX_EXCLUDES(this)
    {
        unsafe("it was initialised, and Held unlocks it once") {
            TRY(to_result(raw::mutex_lock_interruptible(&mutex_)));
        }
        return Held(*this);
    }

    /// Locks if nobody else holds it.
    ///
    /// Context: Process context. Never sleeps.
    /// Return: what holds the lock while it lives, or -EBUSY.
    Result<Held> try_lock() [[clang::lifetimebound]] KCXX_EXCLUDES(this)
    {
        unsafe("it was initialised, and Held unlocks it once") {
            if (!raw::mutex_trylock(&mutex_))
                return -EBUSY;
        }
        return Held(*this);
    }

private:
    void unlock()
    {
        unsafe("the guard that calls this has locked it, in this task") {
            raw::mutex_unlock(&mutex_);
        }
    }

    raw::mutex mutex_;
};

/// Holds a Mutex to the end of its scope.
template <FixedString name>
class [[nodiscard("a guard that is dropped unlocks at once")]] KCXX_SCOPED Mutex<name>::Guard {
public:
    /// Context: Process context. May sleep.
    Guard(Mutex &mutex [[clang::lifetimebound]], MaySleep) KCXX_ACQUIRE(mutex) KCXX_UNANALYSED
        : mutex_(mutex)
    {
        unsafe("it was initialised, and this guard unlocks it once") {
            raw::mutex_lock(&mutex_.mutex_);
        }
    }
    ~Guard() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED { mutex_.unlock(); }
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;

private:
    Mutex &mutex_;
};

/// Holds a Mutex that was locked by an attempt; it can be moved out of a Result.
template <FixedString name>
class [[nodiscard("what is dropped unlocks at once")]] Mutex<name>::Held {
public:
    Held(Held &&from) noexcept : mutex_(std::exchange(from.mutex_, nullptr)) {}
    Held &operator=(Held &&) = delete;
    ~Held()
    {
        if (mutex_)
            mutex_->unlock();
    }

private:
    friend class Mutex;
    explicit Held(Mutex &mutex [[clang::lifetimebound]]) : mutex_(&mutex) {}

    Mutex *mutex_;
};

} // namespace kernel
