// SPDX-License-Identifier: GPL-2.0
// <linux/pm.h>: what drivers do when the machine goes to sleep, and when it wakes up.
#pragma once

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

namespace detail {

/// The calls of a driver whose object is a device's driver data while it is bound.
template <Sleeper T> class Calls {
    static T &of(raw::device *device)
    {
        unsafe("the core has locked the device, and it is bound: its driver data is the object") {
            return *static_cast<T *>(raw::dev_get_drvdata(device));
        }
    }
    static int suspend(raw::device *device) MAY_SLEEP { return to_errno(of(device).suspend()); }
    static int resume(raw::device *device) MAY_SLEEP { return to_errno(of(device).resume()); }

    // As SET_SYSTEM_SLEEP_PM_OPS().
    static consteval raw::dev_pm_ops make()
    {
        raw::dev_pm_ops calls{};
        calls.suspend = calls.freeze = calls.poweroff = suspend;
        calls.resume = calls.thaw = calls.restore = resume;
        return calls;
    }

public:
    static constexpr raw::dev_pm_ops operations = make();
};

} // namespace detail
} // namespace kernel::pm
