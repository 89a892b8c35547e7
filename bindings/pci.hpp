// SPDX-License-Identifier: GPL-2.0
// <linux/pci.h>: drivers of PCI devices.
#pragma once

#include <bindings/driver.hpp>
#include <bindings/module.hpp>
#include <bindings/pci_device.hpp>

#include <array>

namespace kernel::pci {

/// What a class must have to drive PCI devices: an id_table, and `probe`, which makes the object that
/// lives until the device is unbound. It may be a pm::Sleeper or a pm::Idler, a ShutDown, and have attributes
/// (device_attribute.hpp).
template <class T>
concept Driver = requires(Device &device, const DeviceId &id) {
    std::size(T::id_table);
    { T::probe(device, id) } -> std::same_as<Result<Box<T>>>;
};

/// What has shutdown(), which is called before the machine goes off, restarts, or starts another kernel: to have its
/// device at rest. The object lives on, and nobody uses it any more.
template <class T>
concept ShutDown = requires(T &driver) {
    { driver.shutdown() } -> std::same_as<void>;
};

/// PCI_ANY_ID, which C writes as ~0.
inline constexpr u32 any_id = ~u32{0};

/// The id_table of T as C and modpost take it.
template <Driver T> constexpr auto make_id_table()
{
    std::array<raw::pci_device_id, std::size(T::id_table) + 1> table{};
    for (size_t i = 0; i < std::size(T::id_table); i++) {
        table[i].vendor = T::id_table[i].vendor;
        table[i].device = T::id_table[i].device;
        table[i].subvendor = any_id;
        table[i].subdevice = any_id;
    }
    return table;
}

/// A module that is a driver: `module_pci_driver(edu::Edu, "edu")`.
template <Driver T> class DriverModule {
public:
    /// Context: Process context. May sleep.
    /// Return: 0, or -errno of the PCI core.
    [[gnu::always_inline]] static int load(const char *name, const raw::pci_device_id *ids)
        MAY_SLEEP
    {
        driver_.name = name;
        driver_.id_table = ids;
        driver_.probe = probe;
        driver_.remove = remove;
        Object::describe(driver_.driver);
        if constexpr (ShutDown<T>)
            driver_.shutdown = shutdown;
        unsafe("driver and table live as long as the module") {
            return raw::__pci_register_driver(&driver_, &raw::__this_module, KBUILD_MODNAME);
        }
    }

    /// Context: Process context. May sleep.
    [[gnu::always_inline]] static void unload() MAY_SLEEP
    {
        unsafe("load() has registered it, and the kernel unloads a module once") {
            raw::pci_unregister_driver(&driver_);
        }
    }

private:
    using Object = detail::DriverObject<T>;

    static int probe(raw::pci_dev *raw_device, const raw::pci_device_id *raw_id) MAY_SLEEP
    {
        Device device(*raw_device);
        const DeviceId id{raw_id->vendor, raw_id->device};
        return Object::keep(device.raw_device(), T::probe(device, id));
    }

    static void remove(raw::pci_dev *raw_device) MAY_SLEEP
    {
        unsafe("probe() has stored the object, and the core unbinds once") {
            Object::drop(Device(*raw_device).raw_device());
        }
    }

    static void shutdown(raw::pci_dev *raw_device) MAY_SLEEP
    {
        unsafe("probe() has stored the object, and the core has locked the bound device") {
            Object::of(Device(*raw_device).raw_device()).shutdown();
        }
    }

    static inline constinit raw::pci_driver driver_{};
};

} // namespace kernel::pci

/// Makes class `type` the driver `name`, and the driver the module of this folder. modpost finds the
/// devices by the symbol's name, and writes the aliases by which udev loads the module.
#define module_pci_driver(type, name)                                                              \
    extern "C"                                                                                     \
        [[gnu::used,                                                                               \
          gnu::visibility("default")]] constinit const auto __mod_pci__id_table_device_table =     \
            ::kernel::pci::make_id_table<type>();                                                  \
    KCXX_MODULE_ENTRY(                                                                             \
        []() MAY_SLEEP {                                                                           \
            return ::kernel::pci::DriverModule<type>::load(                                        \
                name, __mod_pci__id_table_device_table.data());                                    \
        },                                                                                         \
        ::kernel::pci::DriverModule<type>::unload)
