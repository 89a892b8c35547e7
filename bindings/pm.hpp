// SPDX-License-Identifier: GPL-2.0
// <linux/pm.h>: what drivers do when the machine goes to sleep, and when it wakes up.
#pragma once

#include <cxxrt/duration.hpp>

#include <bindings/result.hpp>

#include <concepts>

namespace kernel::pm {

/// What the object of a driver has if its devices have to be told: suspend() before the machine sleeps, is written to
/// disk or goes off, with user space frozen; resume() if it goes on. If suspend() fails, the machine does not sleep.
template <class T>
concept Sleeper = requires(T &driver) {
    { driver.suspend() } -> std::same_as<Result<>>;
    { driver.resume() } -> std::same_as<Result<>>;
};

/// A Sleeper whose devices also sleep while nobody needs them awake (pm_runtime.hpp): after what it has as
/// `sleeps_after`. User space may forbid it (power/control).
template <class T>
concept Idler = Sleeper<T> && requires {
    { T::sleeps_after } -> std::convertible_to<std::chrono::milliseconds>;
};

namespace detail {

/// What a bus does when a driver is bound to a device, and before it is not any more.
template <class T> void begin(raw::device &device)
{
    if constexpr (Idler<T>) {
        unsafe("the driver's object is the device's driver data") {
            raw::pm_runtime_begin(
                &device, static_cast<int>(std::chrono::milliseconds(T::sleeps_after).count()));
        }
    }
}
template <class T> void end(raw::device &device) MAY_SLEEP
{
    if constexpr (Idler<T>) {
        unsafe("the driver's object is still the device's driver data") {
            raw::pm_runtime_end(&device);
        }
    }
}

/// The calls of a driver whose object is a device's driver data while it is bound.
template <Sleeper T> class Calls {
    static T &of(raw::device *device)
    {
        unsafe("it is bound, and sleeps or wakes up before it is not: its driver data is the "
               "object") {
            return *static_cast<T *>(raw::dev_get_drvdata(device));
        }
    }
    static int suspend(raw::device *device) MAY_SLEEP { return to_errno(of(device).suspend()); }
    static int resume(raw::device *device) MAY_SLEEP { return to_errno(of(device).resume()); }

    // As SET_SYSTEM_SLEEP_PM_OPS() and SET_RUNTIME_PM_OPS().
    static consteval raw::dev_pm_ops make()
    {
        raw::dev_pm_ops calls{};
        calls.suspend = calls.freeze = calls.poweroff = suspend;
        calls.resume = calls.thaw = calls.restore = resume;
        if constexpr (Idler<T>) {
            calls.runtime_suspend = suspend;
            calls.runtime_resume = resume;
        }
        return calls;
    }

public:
    static constexpr raw::dev_pm_ops operations = make();
};

} // namespace detail
} // namespace kernel::pm
