// SPDX-License-Identifier: GPL-2.0
// <linux/pm_runtime.h>: devices that are awake while somebody needs them. Their driver is a pm::Idler.
#pragma once

#include <bindings/refcount.hpp>
#include <bindings/result.hpp>

#include <optional>

namespace kernel::pm {

/// Of a device: whoever needs it to be awake asks here. It may be unbound meanwhile, and then it makes no difference.
class Power {
    struct State : RefCounted<State> {
        explicit State(raw::device &device) : device(device)
        {
            unsafe("the device is bound to the caller's driver") {
                raw::get_device(&device);
            }
        }
        ~State() MAY_SLEEP
        {
            unsafe("the constructor has taken the reference") {
                raw::put_device(&device);
            }
        }
        State(const State &) = delete;
        State &operator=(const State &) = delete;

        raw::device &device;
    };

public:
    /// That it is awake, until this ends.
    class [[nodiscard("the device may sleep again at once")]] Awake {
        friend class Power;
        std::optional<RefPtr<State>> state_;

        explicit Awake(RefPtr<State> state) : state_(std::move(state)) {}
        void end() MAY_SLEEP
        {
            const auto state = std::exchange(state_, std::nullopt);
            if (!state)
                return;
            unsafe("awake() has counted this user, and there is a reference to the device") {
                raw::pm_runtime_put_autosuspend(&(*state)->device);
            }
        }

    public:
        Awake(Awake &&from) noexcept : state_(std::exchange(from.state_, std::nullopt)) {}
        Awake &operator=(Awake &&from) noexcept [[clang::lifetimebound]] MAY_SLEEP
        {
            if (this != &from) {
                end();
                state_ = std::exchange(from.state_, std::nullopt);
            }
            return *this;
        }
        ~Awake() MAY_SLEEP { end(); }
    };

    /// Context: Process context. May sleep.
    /// Return: that of a device, or -ENOMEM.
    static Result<Power> create(raw::device &device) MAY_SLEEP
    {
        return Power(TRY(make_ref<State>(GFP_KERNEL, device)));
    }

    /// Wakes it up if it sleeps. Takes no memory, so that who signals a fence may wait for it.
    ///
    /// Context: Process context. May sleep. Not with locks that its driver's suspend() or resume() takes.
    /// Return: what keeps it awake, or what its driver's resume() has returned.
    Result<Awake> awake() const MAY_SLEEP
    {
        unsafe("there is a reference to the device") {
            TRY(to_result(raw::pm_runtime_resume_and_get(&state_->device)));
        }
        return Awake(RefPtr<State>(state_));
    }

private:
    explicit Power(RefPtr<State> state) : state_(std::move(state)) {}

    RefPtr<State> state_;
};

} // namespace kernel::pm
