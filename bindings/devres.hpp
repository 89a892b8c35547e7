// SPDX-License-Identifier: GPL-2.0
// <linux/device/devres.h>: what belongs to the bond of a device and its driver, and ends with it.
#pragma once

#include <bindings/at_unbinding.hpp>
#include <bindings/atomic.hpp>
#include <bindings/rcu.hpp>

namespace kernel {

/// A resource of a bound device, held by objects that may outlive the bond, such as an open file.
/// When the device is unbound the resource is gone: try_access() then fails, and whoever has access
/// at that moment is waited for.
///
/// Invariant: it refers to a resource unless it was moved from.
template <class T> class Devres {
public:
    class Access;

    /// Makes the resource, and asks `on_unbind(action, data)` to have it revoked at unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: the resource, or -ENOMEM, or the error of `on_unbind`.
    template <class OnUnbind>
    static Result<Devres> create(T resource, OnUnbind &&on_unbind) MAY_SLEEP
    {
        auto state = TRY(make_ref<State>(GFP_KERNEL, std::move(resource)));
        TRY(detail::at_unbinding<State::revoke>(state, std::forward<OnUnbind>(on_unbind)));
        return Devres(std::move(state));
    }

    /// Gives access to the resource while the result lives, inside an RCU read-side critical section:
    /// nothing may sleep meanwhile.
    ///
    /// Context: Any context.
    /// Return: access, or -ENODEV once the device is unbound.
    Result<Access> try_access() const
    {
        Access access(*state_);
        if (state_->gone.read_acquire())
            return -ENODEV;
        return access;
    }

private:
    struct State : RefCounted<State> {
        explicit State(T resource) : resource(std::move(resource)) {}

        /// The driver core calls this before the resource itself is released.
        static void revoke(const State &state) MAY_SLEEP
        {
            state.gone.set_release(true);
            synchronize_rcu(may_sleep);
        }

        Atomic<bool> gone{false};
        T resource;
    };

    explicit Devres(RefPtr<State> state) : state_(std::move(state)) {}

    RefPtr<State> state_;
};

/// Access to a resource that cannot vanish meanwhile.
template <class T> class [[nodiscard]] KCXX_CONSUMABLE(unconsumed) Devres<T>::Access {
public:
    Access(Access &&from) noexcept KCXX_RETURNS(unconsumed)
        : resource_(std::exchange(from.resource_, nullptr))
    {}
    Access &operator=(Access &&) = delete;
    ~Access()
    {
        if (!resource_)
            return;
        unsafe("the constructor began the section, and a moved-from access does not end it") {
            raw::rcu_read_unlock();
        }
    }

    const T &operator*() const [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return *resource_;
    }
    const T *operator->() const [[clang::lifetimebound]] KCXX_CALLABLE_WHEN("unconsumed", "unknown")
    {
        return resource_;
    }

private:
    friend class Devres;
    explicit Access(const State &state) KCXX_RETURNS(unconsumed) : resource_(&state.resource)
    {
        unsafe("the destructor ends the section") {
            raw::rcu_read_lock();
        }
    }

    const T *resource_;
};

} // namespace kernel
