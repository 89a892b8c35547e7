// SPDX-License-Identifier: GPL-2.0
// <linux/device.h>: what a driver asks of a device that is bound to it, on whatever bus.
#pragma once

#include <bindings/bond.hpp>
#include <bindings/devres.hpp>
#include <bindings/interrupt.hpp>
#include <bindings/pm_runtime.hpp>
#include <bindings/port_io.hpp>

namespace kernel {

/// A device, while a driver is bound to it: the base of what each bus has.
class BoundDevice {
public:
    BoundDevice(const BoundDevice &) = delete;
    BoundDevice &operator=(const BoundDevice &) = delete;

    /// As in /sys/bus/BUS/devices; of a PCI device its place.
    ///
    /// Context: Any context.
    const char *name() const [[clang::lifetimebound]]
    {
        unsafe("the device is bound to this driver") {
            return raw::device_name(&device_);
        }
    }

    /// For bindings of what is made for a device.
    ///
    /// Context: Any context.
    raw::device &raw_device() const [[clang::lifetimebound]] { return device_; }

    /// For those who sleep while they need the device. What else is asked for ends in reverse order: this
    /// is the last, and those inside still have all of it.
    ///
    /// Context: Process context. May sleep.
    /// Return: the bond that ends at unbinding, or -ENOMEM.
    Result<Bond> bond() MAY_SLEEP { return Bond::create(device_, on_unbind()); }

    /// For who needs the device to be awake, if the driver is a pm::Idler.
    ///
    /// Context: Process context. May sleep.
    /// Return: as pm::Power::create().
    Result<pm::Power> power() MAY_SLEEP { return pm::Power::create(device_); }

    /// Claims I/O ports that the device is known to have, from `first` on, under `name` in /proc/ioports, until
    /// unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: the registers, or -EINVAL (there are no such ports), -EBUSY (claimed by somebody), -ENOMEM.
    /// Ownership: the device's. The result may outlive the bond, and then gives no access.
    template <RegisterBlock R>
    Result<Devres<PortIo<R>>> request_ports(u16 first, const char *name) MAY_SLEEP
    {
        if (!PortIo<R>::fits(first))
            return -EINVAL;
        unsafe("the device is bound to this driver, and the core releases them at unbinding") {
            TRY(to_result(raw::device_request_ports(&device_, first, R::size, name)));
        }
        return ports<R>(first);
    }

protected:
    explicit BoundDevice(raw::device &device [[clang::lifetimebound]]) : device_(device) {}

    /// Has `action(data)` called at unbinding; at once if that is not to be had.
    class OnUnbind {
    public:
        explicit OnUnbind(raw::device &device [[clang::lifetimebound]]) : device_(device) {}
        Result<> operator()(void (*action)(void *), void *data) const MAY_SLEEP
        {
            unsafe("the action takes `data` back, once") {
                return to_result(raw::device_add_action_or_reset(&device_, action, data));
            }
        }

    private:
        raw::device &device_;
    };
    OnUnbind on_unbind() const [[clang::lifetimebound]] { return OnUnbind(device_); }

    /// Ports that the caller knows to be the device's.
    template <RegisterBlock R> Result<Devres<PortIo<R>>> ports(u16 first) MAY_SLEEP
    {
        return Devres<PortIo<R>>::create(PortIo<R>(first), on_unbind());
    }

    /// As request_irq() of each bus, which knows the number of the interrupt, or -errno.
    template <IrqHandler T>
    Result<> request_irq_number(int irq, bool is_shared, const char *name, RefPtr<T> handler)
        MAY_SLEEP
    {
        using Calls = detail::IrqCalls<T>;
        if (irq < 0)
            return Error::from_errno(irq);
        TRY(detail::at_unbinding<Calls::drop>(handler, on_unbind()));
        unsafe("the handler lives until drop(), which comes after the interrupt is freed") {
            return to_result(raw::device_request_irq(&device_, static_cast<unsigned int>(irq),
                                                     is_shared, Calls::handler(), Calls::thread(),
                                                     name, const_cast<T *>(&*handler)));
        }
    }

private:
    raw::device &device_;
};

} // namespace kernel
