// SPDX-License-Identifier: GPL-2.0
// <linux/miscdevice.h>: a character device with a name and without a major number of its own.
#pragma once

#include <bindings/fs.hpp>
#include <bindings/module.hpp>

namespace kernel {

/// A module that is one device: `module_misc_device(note::Note, "note")`. While a file of it is open
/// the module cannot be unloaded.
template <OpenFile T> class MiscDeviceModule {
public:
    /// Context: Process context. May sleep.
    /// Return: 0, or -errno of misc_register().
    template <size_t size> [[gnu::always_inline]] static int load(const char (&name)[size])
        MAY_SLEEP
    {
        static_assert(size > 1, "a device needs a name");
        device_.minor = raw::MISC_DYNAMIC_MINOR;
        device_.name = name;
        device_.fops = &operations_;
        unsafe("device and operations live as long as the module, which owns open files") {
            return raw::misc_register(&device_);
        }
    }

    /// Context: Process context. May sleep.
    [[gnu::always_inline]] static void unload() MAY_SLEEP
    {
        unsafe("load() has registered it, and the kernel unloads a module once") {
            raw::misc_deregister(&device_);
        }
    }

private:
    static constexpr raw::file_operations operations_ = FileOperations<T>::make();
    static inline constinit raw::miscdevice device_{};
};

} // namespace kernel

/// Makes class `type` the open file of /dev/`name`, and the device the module of this folder.
#define module_misc_device(type, name)                                                             \
    KCXX_MODULE_ENTRY([]() MAY_SLEEP { return ::kernel::MiscDeviceModule<type>::load(name); },     \
                      ::kernel::MiscDeviceModule<type>::unload)
