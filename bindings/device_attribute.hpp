// SPDX-License-Identifier: GPL-2.0
// <linux/device.h>: attributes of a device, which are files in its folder in sysfs while its driver is bound.
#pragma once

#include <bindings/driver.hpp>
#include <bindings/fixed_string.hpp>

#include <array>

namespace kernel {

namespace detail {

template <class T> struct AttributeMethod {
    static_assert(
        !std::same_as<T, T>,
        "an attribute is read by `u32 method() const`, and written by `Result<> "
        "method(u32) const`: others use the driver meanwhile, so that what changes must be "
        "Locked or Atomic");
};
template <class T> struct AttributeMethod<u32 (T::*)() const> {
    using Driver = T;
};
template <class T> struct AttributeMethod<Result<> (T::*)(u32) const> {
    using Driver = T;
};

} // namespace detail

/// A number in hexadecimal, which everybody may read: what the driver's method `show` gives. If there is `store`,
/// root may write it.
template <FixedString name, auto show, auto store = nullptr> class HexAttribute {
    using Driver = detail::AttributeMethod<decltype(show)>::Driver;
    static constexpr bool writable = !std::same_as<decltype(store), std::nullptr_t>;

    static const Driver &of(raw::device *device)
    {
        unsafe("there is the file between the ends of probe() and of the driver's object") {
            return detail::DriverObject<Driver>::of(*device);
        }
    }
    static ssize_t read(raw::device *device, raw::device_attribute *, char *page) MAY_SLEEP
    {
        const u32 value = (of(device).*show)();
        unsafe("the kernel gives a page to write to, and the format fits the value") {
            return raw::sysfs_emit(page, "%x\n", value);
        }
    }
    static ssize_t write(raw::device *device, raw::device_attribute *, const char *text,
                         size_t size) MAY_SLEEP
    {
        static_assert(
            std::same_as<typename detail::AttributeMethod<decltype(store)>::Driver, Driver>,
            "an attribute is of one driver");
        u32 value = 0;
        unsafe("the kernel gives a text that ends in nul") {
            if (const int error = raw::kstrtouint(text, 16, &value))
                return error;
        }
        if (const int error = to_errno((of(device).*store)(value)))
            return error;
        return static_cast<ssize_t>(size);
    }

    static constexpr raw::device_attribute make()
    {
        raw::device_attribute attribute{};
        attribute.attr.name = name.text;
        attribute.attr.mode = writable ? 0644 : 0444;
        attribute.show = read;
        if constexpr (writable)
            attribute.store = write;
        return attribute;
    }

public:
    static inline constinit raw::device_attribute file = make();
};

/// What a driver has as `attributes`: each of them a HexAttribute. The files are there from the end of probe() on,
/// and go before the driver's object does; who reads or writes one at that moment is waited for.
template <class... Attributes> class DeviceAttributes {
    static inline constinit std::array<raw::attribute *, sizeof...(Attributes) + 1> list_{
        &Attributes::file.attr..., nullptr};
    static constexpr raw::attribute_group make()
    {
        raw::attribute_group group{};
        group.attrs = list_.data();
        return group;
    }
    static inline constinit const raw::attribute_group group_ = make();
    static inline constinit std::array<const raw::attribute_group *, 2> groups_{&group_, nullptr};

public:
    /// For bindings of a bus.
    ///
    /// Context: Any context.
    static const raw::attribute_group **groups() { return groups_.data(); }
};

} // namespace kernel
