// SPDX-License-Identifier: GPL-2.0
// <linux/rcupdate.h>: readers without locks, while writers replace what is read.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/slab.hpp>

namespace kernel {

/// An RCU read-side critical section, to the end of its scope. Nothing may sleep meanwhile.
///
/// Context: Any context.
class [[nodiscard("a guard that is dropped ends the section at once")]] KCXX_SCOPED RcuReadLock {
public:
    RcuReadLock() KCXX_ACQUIRE_SHARED(rcu_ctx, atomic_ctx) KCXX_UNANALYSED
    {
        unsafe("this guard ends the section, in the same scope") {
            raw::rcu_read_lock();
        }
    }
    ~RcuReadLock() KCXX_RELEASE_GENERIC() KCXX_UNANALYSED
    {
        unsafe("this guard began the section, in the same scope") {
            raw::rcu_read_unlock();
        }
    }
    RcuReadLock(const RcuReadLock &) = delete;
    RcuReadLock &operator=(const RcuReadLock &) = delete;
};

/// Waits until every reader that is in a critical section now has left it.
///
/// Context: Process context. May sleep, for many milliseconds.
inline void synchronize_rcu(MaySleep)
{
    unsafe("the caller may sleep, so that it is in no critical section itself") {
        raw::synchronize_rcu();
    }
}

/// A T that readers look at under RcuReadLock while a writer replaces it as a whole.
///
///     Rcu<Config> config_;
///
///     const RcuReadLock reading;
///     use(config_.read(reading).speed);
///
/// No callback is left behind in the module: old values are freed by the kernel's own code, or
/// replace() waits. A module that uses this needs no rcu_barrier() to unload.
///
/// Invariant: there is always a value. Readers borrow the Rcu, so that none is left when it dies.
template <class T> class Rcu {
public:
    /// A value on the heap that is, was or will be in an Rcu: make_box<Rcu<T>::Node>(gfp, args...).
    class Node {
    public:
        template <class... Args>
            requires std::constructible_from<T, Args...>
        explicit Node(Args &&...args) : value_(std::forward<Args>(args)...)
        {}

    private:
        friend class Rcu;
        raw::callback_head head_{}; // an rcu_head; first: kfree_rcu() takes it for the object
        T value_;
    };

    explicit Rcu(Box<Node> first) : node_(first.into_raw()) {}
    ~Rcu()
    {
        unsafe("readers borrow this Rcu: there are none any more") {
            const auto last = Box<Node>::from_raw(node_.read());
        }
    }
    Rcu(const Rcu &) = delete;
    Rcu &operator=(const Rcu &) = delete;

    /// Context: Any context, within the critical section of `reading`.
    /// Return: the value of this moment; it stays as it is to the end of the critical section.
    const T &read(const RcuReadLock &reading [[clang::lifetimebound]]) const
        [[clang::lifetimebound]] IN_RCU
    {
        static_cast<void>(reading);
        return node_.read()->value_;
    }

    /// Puts `fresh` in place; the old value is freed once nobody can be reading it any more. Several
    /// writers may do so at once.
    ///
    /// Context: Any context. For values without a destructor: others take MaySleep.
    void replace(Box<Node> fresh) const
        requires std::is_trivially_destructible_v<T>
    {
        Node *old = node_.xchg(fresh.into_raw());
        unsafe("new readers find the fresh node, and the old one needs no destructor") {
            raw::kfree_rcu(&old->head_);
        }
    }

    /// Puts `fresh` in place and destroys the old value once nobody can be reading it any more.
    /// Several writers may do so at once.
    ///
    /// Context: Process context. May sleep, for many milliseconds.
    void replace(MaySleep, Box<Node> fresh) const MAY_SLEEP
    {
        Node *old = node_.xchg(fresh.into_raw());
        synchronize_rcu(may_sleep);
        unsafe("new readers find the fresh node, and the old ones have left") {
            const auto unread = Box<Node>::from_raw(old);
        }
    }

private:
    // xchg() publishes a node after all that was written to it; read() depends on the pointer.
    Atomic<Node *> node_;
};

} // namespace kernel
