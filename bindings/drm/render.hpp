// SPDX-License-Identifier: GPL-2.0
// <drm/drm_drv.h>, <drm/drm_file.h>: devices that programs draw with, and what they have of them.
#pragma once

#include <bindings/drm/device_page.hpp>
#include <bindings/drm/fdinfo.hpp>
#include <bindings/drm/gem.hpp>
#include <bindings/drm/ioctl.hpp>
#include <bindings/pci_device.hpp>

namespace kernel::drm {

/// A driver of a device without screens. `T::Device` is what its open files share, a `T::Client` is one of
/// them: made by `static Result<Box<Client>> open(const RefPtr<Device> &)`, with a table `ioctls` of commands.
/// Several tasks may have a file: its methods are const. `T::Buffer`, if there is one, is what it has to say of
/// a buffer (gem.hpp). `T::page`, if there is one, is a DevicePage for programs. A client that tells of itself
/// (TellsOfItself) does so in fdinfo.
template <class T>
concept RenderDriver = Driver<T> && requires(const RefPtr<typename T::Device> &device) {
    { T::Client::open(device) } -> std::same_as<Result<Box<typename T::Client>>>;
    T::Client::ioctls;
};

/// A device in /dev/dri, with a node for whoever draws (renderD*), while this lives. Then it is gone for who
/// has it open: his commands are -ENODEV.
class RenderDevice {
public:
    /// Context: Process context. May sleep.
    /// Return: the device; -ENOMEM, or -errno of the core.
    /// Ownership: of the reference: the device's, until its last reference goes, which may be an open file's.
    template <RenderDriver T>
    static Result<Box<RenderDevice>> create(pci::Device &parent, RefPtr<typename T::Device> shared)
        MAY_SLEEP;

    /// What create() alone has.
    class Token {
        friend class RenderDevice;
        Token() = default;
    };
    /// Ownership: of one reference: this one's.
    RenderDevice(Token, raw::drm_device &device) : device_(&device) {}
    RenderDevice(const RenderDevice &) = delete;
    RenderDevice &operator=(const RenderDevice &) = delete;
    ~RenderDevice() MAY_SLEEP
    {
        unsafe("the reference is this one's, and create() may have registered it") {
            if (is_registered_) {
                raw::drm_dev_unplug(device_);
                static_cast<detail::DeviceData *>(raw::drm_driver_data(device_))->buffers.end();
            }
            raw::drm_dev_put(device_);
        }
    }

private:
    raw::drm_device *device_;
    bool is_registered_ = false;
};

namespace detail {

/// What a device keeps to its end.
template <class Device> struct RenderData : DeviceData {
    explicit RenderData(RefPtr<Device> &&shared) : shared(std::move(shared)) {}

    RefPtr<Device> shared;
};

template <RenderDriver T> struct RenderCalls {
    using Device = T::Device;
    using Client = T::Client;
    using Data = RenderData<Device>;

    static Data &data_of(void *stored)
    {
        return static_cast<Data &>(*static_cast<DeviceData *>(stored));
    }

    static int open(raw::drm_device *device, raw::drm_file *file) MAY_SLEEP
    {
        unsafe("the device was given its data before it was registered, and close() takes the "
               "client back") {
            auto client = Client::open(data_of(raw::drm_driver_data(device)).shared);
            if (!client)
                return client.error().to_errno();
            raw::drm_file_set_driver_data(file, client.take().into_raw());
            return 0;
        }
    }
    static void close(raw::drm_device *, raw::drm_file *file) MAY_SLEEP
    {
        unsafe("open() has stored it, and the core closes a file once, when nobody uses it any "
               "more") {
            const auto client =
                Box<Client>::from_raw(static_cast<Client *>(raw::drm_file_driver_data(file)));
        }
    }
    /// The end of the device.
    static void drop(raw::drm_device *, void *data) MAY_SLEEP
    {
        unsafe("create() has left it here, and the core calls an action once, when there are no "
               "buffers") {
            static_cast<void>(Box<Data>::from_raw(&data_of(data)));
        }
    }
    /// What is imported is mapped for the device, and no import any more once that goes.
    static int import(raw::drm_device *device, raw::drm_file *file, int fd, u32 *handle) MAY_SLEEP
    {
        const auto plugged = Plugged::enter(*device);
        if (!plugged)
            return plugged.error().to_errno();
        unsafe("the core passes on what a program has asked for") {
            return raw::drm_gem_prime_fd_to_handle(device, file, fd, handle);
        }
    }
    static int export_(raw::drm_device *device, raw::drm_file *file, u32 handle, u32 flags, int *fd)
        MAY_SLEEP
    {
        const auto plugged = Plugged::enter(*device);
        if (!plugged)
            return plugged.error().to_errno();
        unsafe("the core passes on what a program has asked for") {
            return raw::drm_gem_prime_handle_to_fd(device, file, handle, flags, fd);
        }
    }

    static int mmap(raw::file *file, raw::vm_area_struct *area) MAY_SLEEP
    {
        if constexpr (requires { T::page; }) {
            if (area->vm_pgoff == T::page.offset / raw::PAGE_SIZE) {
                unsafe("the core has opened the file, which has a device as long as it is open") {
                    return DevicePageCalls::mmap(*raw::drm_file_device(raw::drm_file_of(file)),
                                                 *area);
                }
            }
        }
        unsafe("the core calls this with a mapping of its file, which it has locked") {
            return raw::drm_gem_mmap(file, area);
        }
    }

    static consteval raw::file_operations make_operations()
    {
        auto operations = make_file_operations(mmap);
        if constexpr (TellsOfItself<Client>)
            operations.show_fdinfo = raw::drm_show_fdinfo;
        return operations;
    }
    static constexpr raw::file_operations files = make_operations();

    static constexpr auto ioctls = Client::ioctls.make(T::info.name);
    static consteval raw::drm_driver make()
    {
        auto made = make_gem_driver<T>(raw::DRIVER_RENDER | raw::DRIVER_SYNCOBJ |
                                       raw::DRIVER_SYNCOBJ_TIMELINE | raw::DRIVER_GEM_GPUVA);
        made.fops = &files;
        made.open = open;
        made.postclose = close;
        if constexpr (TellsOfItself<Client>)
            made.show_fdinfo = show_fdinfo<Client>;
        made.ioctls = ioctls.data();
        made.num_ioctls = ioctls.size();
        made.prime_fd_to_handle = import;
        made.prime_handle_to_fd = export_;
        if constexpr (requires { typename T::Buffer; }) {
            made.gem_create_object = GemObject<typename T::Buffer>::create;
            made.gem_prime_import_sg_table = GemObject<typename T::Buffer>::import;
        }
        return made;
    }
    static constexpr raw::drm_driver driver = make();
};

} // namespace detail

template <RenderDriver T>
Result<Box<RenderDevice>> RenderDevice::create(pci::Device &parent,
                                               RefPtr<typename T::Device> shared) MAY_SLEEP
{
    using Calls = detail::RenderCalls<T>;
    unsafe("open files keep the module, and so the driver; drop() takes the reference back, once") {
        auto *device = raw::drm_dev_alloc(&Calls::driver, &parent.raw_device());
        TRY(to_result(device));
        auto made = make_box<RenderDevice>(GFP_KERNEL, Token(), *device);
        if (!made)
            raw::drm_dev_put(device);
        auto registration = TRY(std::move(made));
        auto kept = TRY(make_box<typename Calls::Data>(GFP_KERNEL, std::move(shared)));
        if constexpr (requires { T::page; })
            kept->page_address = TRY(parent.page_address(T::page.bar, T::page.at));
        detail::DeviceData *data = std::move(kept).into_raw();
        raw::drm_set_driver_data(device, data);
        TRY(to_result(raw::drm_add_action_or_reset(device, Calls::drop, data)));
        TRY(to_result(raw::drm_dev_register(device, 0)));
        registration->is_registered_ = true;
        return registration;
    }
}

} // namespace kernel::drm
