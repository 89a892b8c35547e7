// SPDX-License-Identifier: GPL-2.0
// <linux/platform_device.h>: drivers of devices that no bus finds: the firmware tells of them, or the board's code.
#pragma once

#include <bindings/driver.hpp>
#include <bindings/module.hpp>
#include <bindings/platform_device.hpp>

#include <array>

namespace kernel::platform {

/// How ACPI calls a kind of device: `{"QEMU0001"}`.
struct AcpiId {
    template <size_t length> consteval AcpiId(const char (&text)[length])
    {
        static_assert(length > 1 && length <= sizeof(raw::acpi_device_id::id),
                      "ids of ACPI have 15 characters at most");
        for (size_t i = 0; i < length; i++)
            id[i] = static_cast<u8>(text[i]);
    }

    std::array<u8, sizeof(raw::acpi_device_id::id)> id{};
};

/// What a class must have to drive platform devices: `probe`, which makes the object that lives until the device
/// is unbound. It is for the devices of its acpi_ids and, having none, for those of the driver's name. It may be a
/// pm::Sleeper or a pm::Idler, and have attributes (device_attribute.hpp).
template <class T>
concept Driver = requires(Device &device) {
    { T::probe(device) } -> std::same_as<Result<Box<T>>>;
};

namespace detail {

template <class T>
concept HasAcpiIds = requires { std::size(T::acpi_ids); };

} // namespace detail

/// The acpi_ids of T as C and modpost take them.
template <Driver T> constexpr auto make_acpi_table()
{
    if constexpr (detail::HasAcpiIds<T>) {
        std::array<raw::acpi_device_id, std::size(T::acpi_ids) + 1> table{};
        for (size_t i = 0; i < std::size(T::acpi_ids); i++)
            for (size_t place = 0; place < sizeof(raw::acpi_device_id::id); place++)
                table[i].id[place] = T::acpi_ids[i].id[place];
        return table;
    } else {
        return std::array<raw::acpi_device_id, 1>{};
    }
}

/// A module that is a driver: `module_platform_driver(pvpanic::Driver, "cxx_pvpanic")`.
template <Driver T> class DriverModule {
public:
    /// Context: Process context. May sleep.
    /// Return: 0, or -errno of the driver core.
    [[gnu::always_inline]] static int load(const char *name, const raw::acpi_device_id *ids)
        MAY_SLEEP
    {
        driver_.probe = probe;
        driver_.remove_new = remove;
        driver_.driver.name = name;
        if constexpr (detail::HasAcpiIds<T>)
            driver_.driver.acpi_match_table = ids;
        Object::describe(driver_.driver);
        unsafe("driver and table live as long as the module") {
            return raw::__platform_driver_register(&driver_, &raw::__this_module);
        }
    }

    /// Context: Process context. May sleep.
    [[gnu::always_inline]] static void unload() MAY_SLEEP
    {
        unsafe("load() has registered it, and the kernel unloads a module once") {
            raw::platform_driver_unregister(&driver_);
        }
    }

private:
    using Object = kernel::detail::DriverObject<T>;

    static int probe(raw::platform_device *raw_device) MAY_SLEEP
    {
        Device device(*raw_device);
        return Object::keep(device.raw_device(), T::probe(device));
    }

    static void remove(raw::platform_device *raw_device) MAY_SLEEP
    {
        unsafe("probe() has stored the object, and the core unbinds once") {
            Object::drop(Device(*raw_device).raw_device());
        }
    }

    static inline constinit raw::platform_driver driver_{};
};

} // namespace kernel::platform

/// Makes class `type` the driver `name`, and the driver the module of this folder. modpost finds the
/// devices by the symbol's name, and writes the aliases by which udev loads the module.
#define module_platform_driver(type, name)                                                         \
    extern "C"                                                                                     \
        [[gnu::used,                                                                               \
          gnu::visibility("default")]] constinit const auto __mod_acpi__acpi_ids_device_table =    \
            ::kernel::platform::make_acpi_table<type>();                                           \
    KCXX_MODULE_ENTRY(                                                                             \
        []() MAY_SLEEP {                                                                           \
            return ::kernel::platform::DriverModule<type>::load(                                   \
                name, __mod_acpi__acpi_ids_device_table.data());                                   \
        },                                                                                         \
        ::kernel::platform::DriverModule<type>::unload)
