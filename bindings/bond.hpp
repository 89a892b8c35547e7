// SPDX-License-Identifier: GPL-2.0
// A driver bound to a device, for those who sleep while they need that: what <drm/drm_drv.h> has as
// drm_dev_enter(), for any device.
#pragma once

#include <bindings/at_unbinding.hpp>
#include <bindings/atomic.hpp>
#include <bindings/completion.hpp>

namespace kernel {

/// That a driver is bound to a device, told by its bus: pci::Device::bond(). An open file that has it
/// enters it for each call: `const auto bound = TRY(bond_.enter())`. Once the device is unbound nobody
/// enters any more, and who is inside is waited for. So he must not wait for the device for ever. A driver
/// that wakes him up does so when its object is destroyed, which is before; if probe fails there is none.
///
/// Invariant: it refers to a device unless it was moved from.
class Bond {
public:
    class [[nodiscard]] KCXX_CONSUMABLE(unconsumed) Guard;

    /// `device` is bound; asks `on_unbind(action, data)` to have the bond ended.
    ///
    /// Context: Process context. May sleep.
    /// Return: the bond, or -ENOMEM, or the error of `on_unbind`.
    /// Ownership: `device` is its bus's, and is there until the bond has ended.
    template <class OnUnbind>
    static Result<Bond> create(raw::device &device, OnUnbind &&on_unbind) MAY_SLEEP
    {
        auto state = TRY(make_ref<State>(GFP_KERNEL, device));
        TRY(detail::at_unbinding<State::end>(state, std::forward<OnUnbind>(on_unbind)));
        return Bond(std::move(state));
    }

    /// Keeps the device bound while the result lives.
    ///
    /// Context: Any context. What is returned may also end in any.
    /// Return: the device, or -ENODEV: it is unbound, or about to be.
    Result<Guard> enter() const;

private:
    struct State : RefCounted<State> {
        explicit State(raw::device &device) : device(device) {}

        bool enter() const
        {
            u32 now = users.read();
            while ((now & over) == 0)
                if (users.try_cmpxchg(now, now + one))
                    return true;
            return false;
        }
        void leave() const
        {
            u32 now = users.read();
            while (!users.try_cmpxchg(now, now - one))
                ;
            if (now - one == over)
                unused.complete_all();
        }
        /// Waits for those inside.
        static void end(const State &state) MAY_SLEEP
        {
            u32 now = state.users.read();
            while (!state.users.try_cmpxchg(now, now | over))
                ;
            if (now != 0)
                state.unused.wait();
        }

        static constexpr u32 over = 1;
        static constexpr u32 one = 2;

        raw::device &device;
        Atomic<u32> users{0}; // so many times `one`, and `over` once nobody enters any more
        Completion<"bond.unused"> unused;
    };

    explicit Bond(RefPtr<State> state) : state_(std::move(state)) {}

    RefPtr<State> state_;
};

/// A device that stays bound while this lives.
class Bond::Guard {
public:
    Guard(Guard &&from) noexcept KCXX_RETURNS(unconsumed)
        : state_(std::move(from.state_)), is_inside_(std::exchange(from.is_inside_, false))
    {}
    Guard &operator=(Guard &&) = delete;
    ~Guard()
    {
        if (is_inside_)
            state_->leave();
    }

    /// Whether there is memory that it does not reach: what is lent to it has to be copied to where it does, by
    /// the kernel where that has room for it, or by the driver.
    ///
    /// Context: Any context.
    bool dma_is_limited() const
    {
        unsafe("the device is bound") {
            return raw::dma_addressing_limited(&state_->device);
        }
    }

private:
    friend class Bond;
    friend class DmaBytes;
    friend class DmaPage;
    explicit Guard(RefPtr<State> state) KCXX_RETURNS(unconsumed) : state_(std::move(state)) {}

    raw::device &device() const { return state_->device; }
    /// Another place of the same device.
    Guard again() const
    {
        state_->users.add(State::one);
        return Guard(state_);
    }

    RefPtr<State> state_;
    bool is_inside_ = true;
};

inline Result<Bond::Guard> Bond::enter() const
{
    if (!state_->enter())
        return -ENODEV;
    return Guard(state_);
}

} // namespace kernel
