// SPDX-License-Identifier: GPL-2.0
// <linux/device.h>: the object of a driver, which is its device's driver data while that is bound.
#pragma once

#include <bindings/pm.hpp>
#include <bindings/slab.hpp>

namespace kernel::detail {

/// What each bus does with what the probe of a driver has made.
template <class T> class DriverObject {
public:
    /// What each bus says of the driver: when it is told of sleep, if it is a pm::Sleeper, and its attributes
    /// (device_attribute.hpp), if it has some.
    ///
    /// Context: Process context. Before it is registered.
    static void describe(raw::device_driver &driver)
    {
        if constexpr (pm::Sleeper<T>)
            driver.pm = &pm::detail::Calls<T>::operations;
        if constexpr (requires { T::attributes; })
            driver.dev_groups = T::attributes.groups();
    }

    /// What probe() of a bus has to return.
    ///
    /// Context: Process context. May sleep.
    /// Ownership: of the object: the device's, until drop().
    static int keep(raw::device &device, Result<Box<T>> driver) MAY_SLEEP
    {
        if (!driver)
            return driver.error().to_errno();
        unsafe("drop() takes the object back") {
            raw::dev_set_drvdata(&device, driver.take().into_raw());
        }
        pm::detail::begin<T>(device);
        return 0;
    }

    /// Of a device that is bound, and stays so meanwhile.
    ///
    /// Context: Any context.
    static T &of(raw::device &device) KCXX_UNSAFE_FN
    {
        return *static_cast<T *>(raw::dev_get_drvdata(&device));
    }

    /// At unbinding, once.
    ///
    /// Context: Process context. May sleep.
    static void drop(raw::device &device) KCXX_UNSAFE_FN MAY_SLEEP
    {
        pm::detail::end<T>(device);
        auto driver = Box<T>::from_raw(&of(device));
    }
};

} // namespace kernel::detail
