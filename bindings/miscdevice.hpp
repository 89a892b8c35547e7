// SPDX-License-Identifier: GPL-2.0
// <linux/miscdevice.h>: a character device with a name and without a major number of its own.
#pragma once

#include <bindings/file_operations.hpp>
#include <bindings/module.hpp>
#include <bindings/refcount.hpp>

#include <string_view>

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

/// A device of several that are alike, registered while it lives. An open file of it gets `device`,
/// what all files of this device have in common.
template <OpenDeviceFile T> class MiscDevice {
public:
    using Device = T::Device;

    /// Context: Process context. May sleep.
    /// Return: the device, in /dev/`name`; -ENOMEM, or -errno of misc_register(): -EEXIST for a
    /// name that is taken.
    static Result<Box<MiscDevice>> create(std::string_view name, RefPtr<Device> device) MAY_SLEEP
    {
        auto made = TRY(make_box<MiscDevice>(GFP_KERNEL, Token(), std::move(device)));
        TRY(made->name_.append(name, GFP_KERNEL));
        TRY(made->name_.push_back('\0', GFP_KERNEL));
        TRY(made->publish());
        return made;
    }

    ~MiscDevice() MAY_SLEEP
    {
        if (!registered_)
            return;
        unsafe("create() has registered it; open files keep the module, and what they need of it") {
            raw::misc_deregister(&misc_);
        }
    }

    /// What create() alone has.
    class Token {
        friend class MiscDevice;
        Token() = default;
    };
    MiscDevice(Token, RefPtr<Device> device) : device_(std::move(device)) {}
    MiscDevice(const MiscDevice &) = delete;
    MiscDevice &operator=(const MiscDevice &) = delete;

private:
    Result<> publish() MAY_SLEEP
    {
        misc_.minor = raw::MISC_DYNAMIC_MINOR;
        misc_.name = name_.span().data();
        misc_.fops = &operations_;
        unsafe("the device lives until it is deregistered, and owns its name") {
            TRY(to_result(raw::misc_register(&misc_)));
        }
        registered_ = true;
        return {};
    }

    // misc_open() leaves the miscdevice in private_data, and keeps it from being deregistered.
    static int open(raw::inode *inode, raw::file *file) MAY_SLEEP
    {
        const auto *misc = static_cast<const raw::miscdevice *>(file->private_data);
        const auto *self = reinterpret_cast<const MiscDevice *>(
            reinterpret_cast<const char *>(misc) - __builtin_offsetof(MiscDevice, misc_));
        file->private_data = const_cast<RefPtr<Device> *>(&self->device_);
        return raw_operations.open(inode, file);
    }

    static consteval raw::file_operations operations()
    {
        auto operations = raw_operations;
        operations.open = open;
        return operations;
    }

    static constexpr raw::file_operations raw_operations = FileOperations<T>::make();
    static constexpr raw::file_operations operations_ = operations();

    raw::miscdevice misc_{};
    RefPtr<Device> device_;
    Vec<char> name_;
    bool registered_ = false;
};

} // namespace kernel

/// Makes class `type` the open file of /dev/`name`, and the device the module of this folder.
#define module_misc_device(type, name)                                                             \
    KCXX_MODULE_ENTRY([]() MAY_SLEEP { return ::kernel::MiscDeviceModule<type>::load(name); },     \
                      ::kernel::MiscDeviceModule<type>::unload)
