// SPDX-License-Identifier: GPL-2.0
// <linux/platform_device.h>: platform devices, while a driver is bound to them.
#pragma once

#include <bindings/bound_device.hpp>

namespace kernel::platform {

/// A device, while a driver is bound to it. Its resources are counted by kind, each from 0 on.
class Device : public BoundDevice {
public:
    explicit Device(raw::platform_device &device [[clang::lifetimebound]])
        : BoundDevice(generic(device)), device_(device)
    {}

    /// Claims and maps registers of layout R in memory, under `name` in /proc/iomem, until unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: the registers, or -EINVAL (no such resource), -ENODEV (smaller than R says), -EBUSY (claimed
    /// by somebody), -ENOMEM.
    /// Ownership: the device's. The result may outlive the bond, and then gives no access.
    template <RegisterBlock R>
    Result<Devres<Io<R>>> iomap_region(unsigned int index, const char *name) MAY_SLEEP
    {
        u64 begin = 0;
        unsafe("the device is bound to this driver, and the core unmaps at unbinding") {
            begin = TRY(resource(raw::platform_memory, index, R::size));
            const auto base = raw::device_iomap(&raw_device(), begin, R::size, name);
            TRY(to_result(base.address));
            return Devres<Io<R>>::create(Io<R>(base), on_unbind());
        }
    }

    /// The same for registers that are I/O ports, under `name` in /proc/ioports.
    ///
    /// Context: Process context. May sleep.
    /// Return: as iomap_region().
    /// Ownership: as above.
    template <RegisterBlock R>
    Result<Devres<PortIo<R>>> ioport_region(unsigned int index, const char *name) MAY_SLEEP
    {
        const u64 begin = TRY(resource(raw::platform_ports, index, R::size));
        if (!PortIo<R>::fits(begin))
            return -EINVAL;
        return request_ports<R>(static_cast<u16>(begin), name);
    }

    /// Lets `handler` answer an interrupt of the device, which has the line to itself, until unbinding, under
    /// `name` in /proc/interrupts. They may come before this returns.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENXIO (no such interrupt), -EPROBE_DEFER, -ENOMEM, or -errno of
    /// request_threaded_irq().
    /// Ownership: of the reference: the device's, until the last interrupt was answered or, in case of an
    /// error, until unbinding. The name is copied.
    template <IrqHandler T>
    Result<> request_irq(unsigned int index, const char *name, RefPtr<T> handler) MAY_SLEEP
    {
        int irq = 0;
        unsafe("the device is bound to this driver") {
            irq = raw::platform_irq(&device_, index);
        }
        return request_irq_number(irq, false, name, std::move(handler));
    }

private:
    static raw::device &generic(raw::platform_device &device [[clang::lifetimebound]])
    {
        unsafe("the device is bound to this driver") {
            return *raw::platform_device_of(&device);
        }
    }

    /// Where a resource begins that is as large as `least`.
    template <class Find>
    Result<u64> resource(Find *find, unsigned int index, size_t least) const
    {
        u64 begin = 0;
        u64 size = 0;
        unsafe("the device is bound to this driver") {
            if (!find(&device_, index, &begin, &size))
                return -EINVAL;
        }
        if (size < least)
            return -ENODEV;
        return begin;
    }

    raw::platform_device &device_;
};

} // namespace kernel::platform
