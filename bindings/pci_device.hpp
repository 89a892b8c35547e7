// SPDX-License-Identifier: GPL-2.0
// <linux/pci.h>: PCI devices, while a driver is bound to them.
#pragma once

#include <bindings/bound_device.hpp>
#include <bindings/dma_memory.hpp>
#include <bindings/io_memory.hpp>

namespace kernel::pci {

/// Which devices a driver is for, by vendor and device number.
struct DeviceId {
    u32 vendor;
    u32 device;
};

/// A memory BAR with registers of layout R, mapped.
template <RegisterBlock R> using Bar = Io<R>;

/// A device, while a driver is bound to it.
class Device : public BoundDevice {
public:
    explicit Device(raw::pci_dev &device [[clang::lifetimebound]])
        : BoundDevice(generic(device)), device_(device)
    {}

    /// Wakes the device; it is disabled again at unbinding (pcim_enable_device).
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -errno of the PCI core.
    Result<> enable_device() MAY_SLEEP
    {
        unsafe("the device is bound to this driver, and the core undoes it") {
            return to_result(raw::pcim_enable_device(&device_));
        }
    }

    /// Lets the device access memory by itself (DMA), and send messages, until unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    Result<> set_master() MAY_SLEEP
    {
        unsafe("the device is bound to this driver, and the core undoes it") {
            return to_result(raw::pci_set_master_managed(&device_));
        }
    }

    /// Claims and maps memory BAR `bar`, under `name` in /proc/iomem, until unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: the registers, or -EINVAL (no such memory BAR), -ENODEV (smaller than R says), -EBUSY
    /// (claimed by somebody), -ENOMEM.
    /// Ownership: the device's. The result may outlive the bond, and then gives no access.
    template <RegisterBlock R>
    Result<Devres<Bar<R>>> iomap_region(unsigned int bar, const char *name) MAY_SLEEP
    {
        if (TRY(memory_bar_size(bar)) < R::size)
            return -ENODEV;
        raw::iomem_ptr<void> base{};
        unsafe("the device is bound to this driver, and the core unmaps at unbinding") {
            base = raw::pci_iomap_bar(&device_, bar, name);
        }
        TRY(to_result(base.address));
        return Devres<Bar<R>>::create(Bar<R>(base), on_unbind());
    }

    /// The same for a BAR that is memory as such, whose size the device says. Behind enable_device().
    ///
    /// Context: Process context. May sleep.
    /// Return: the memory, or -EINVAL (no such memory BAR), -EBUSY (claimed by somebody), -ENOMEM.
    /// Ownership: as above.
    Result<Devres<IoMemory>> iomap_memory(unsigned int bar, const char *name) MAY_SLEEP
    {
        const size_t size = TRY(memory_bar_size(bar));
        unsafe("the device is bound to this driver, and the core unmaps at unbinding") {
            const auto base = raw::pci_ioremap_wc_bar(&device_, bar, name);
            TRY(to_result(base.address));
            return Devres<IoMemory>::create(
                IoMemory(base, size, raw::pci_resource_start(&device_, bar)), on_unbind());
        }
    }

    /// Where a page of a BAR is for the CPU, for programs that may map it.
    ///
    /// Context: Process context.
    /// Return: its address; -EINVAL: the BAR is not of memory, or has no such page.
    Result<u64> page_address(unsigned int bar, u64 offset) const
    {
        const size_t size = TRY(memory_bar_size(bar));
        if (offset % raw::PAGE_SIZE != 0 || offset >= size)
            return -EINVAL;
        unsafe("the device is bound to this driver") {
            return raw::pci_resource_start(&device_, bar) + offset;
        }
    }

    /// Whether a BAR is there, and of memory.
    ///
    /// Context: Process context.
    bool has_memory(unsigned int bar) const { return static_cast<bool>(memory_bar_size(bar)); }

    /// The ports of VGA from `first` on, if the device is one: those that its bus leads to it. The kernel's own
    /// console may have claimed them, for whoever drives the device.
    ///
    /// Context: Process context. May sleep.
    /// Return: the registers, or -EINVAL (they are not all of VGA), -ENODEV (it is no VGA), -ENOMEM.
    /// Ownership: the device's. The result may outlive the bond, and then gives no access.
    template <RegisterBlock R> Result<Devres<PortIo<R>>> vga_ports(u16 first) MAY_SLEEP
    {
        constexpr u16 vga_begin = 0x3b0, vga_end = 0x3e0;
        if (first < vga_begin || R::size > vga_end - vga_begin || first > vga_end - R::size)
            return -EINVAL;
        unsafe("the device is bound to this driver") {
            if (!raw::pci_is_vga(&device_))
                return -ENODEV;
        }
        return ports<R>(first);
    }

    /// Takes the device from the drivers of the firmware's screen, such as efifb, whose device goes.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -errno of aperture_remove_conflicting_pci_devices().
    Result<> remove_conflicting_devices(const char *name) MAY_SLEEP
    {
        unsafe("the device is bound to this driver") {
            return to_result(raw::pci_remove_conflicting_devices(&device_, name));
        }
    }

    /// How many bits the addresses have at which the device reaches memory.
    ///
    /// Context: Process context.
    /// Return: nothing; -EINVAL (not 1 to 64), -EIO: there is no memory that it reaches.
    Result<> set_dma_bits(unsigned int bits)
    {
        if (bits < 1 || bits > 64)
            return -EINVAL;
        unsafe("the device is bound to this driver") {
            return to_result(raw::pci_set_dma_bits(&device_, bits));
        }
    }

    /// The device is told of pages, not of lengths: memory that is mapped for it may be in pieces of any size. Where
    /// this is not said they have 64 KiB at most.
    ///
    /// Context: Process context.
    void set_dma_unlimited()
    {
        unsafe("the device is bound to this driver") {
            raw::pci_set_dma_unlimited(&device_);
        }
    }

    /// Zeroed memory for the device and the CPUs, until unbinding. The device can access no memory any more
    /// when it goes.
    ///
    /// Context: Process context. May sleep.
    /// Return: the memory; -ENOMEM: there is none that the device reaches, or `size` is 0.
    /// Ownership: the device's. The result may outlive the bond, and then gives no access.
    Result<Devres<DmaMemory>> alloc_dma(size_t size) MAY_SLEEP
    {
        unsafe("the device is bound to this driver, and the core frees it at unbinding, behind the "
               "Devres") {
            raw::dma_addr_t address = 0;
            auto *memory = static_cast<char *>(raw::pci_alloc_dma(&device_, size, &address));
            if (!memory)
                return -ENOMEM;
            return Devres<DmaMemory>::create(DmaMemory(memory, size, address), on_unbind());
        }
    }

    /// What interrupts come by: messages of either kind, or a line that devices may share.
    enum class Irqs : unsigned int {
        messages = raw::PCI_IRQ_MSI | raw::PCI_IRQ_MSIX,
        line = 1 << 0,
        any = messages | line,
    };

    /// Sets up interrupt vectors, of one kind, until unbinding.
    ///
    /// Context: Process context. May sleep.
    /// Return: how many there are, from `least` to `most`; -EBUSY (there are messages already), -ERANGE
    /// (`least` is above `most`), -ENOSPC, -EINVAL, -ENOMEM, or another of the bus the device is on.
    Result<unsigned int> alloc_irq_vectors(unsigned int least, unsigned int most, Irqs kinds)
        MAY_SLEEP
    {
        unsafe("the device is bound to this driver, and the core undoes it") {
            const int got =
                raw::pci_alloc_irq_vectors(&device_, least, most, std::to_underlying(kinds));
            TRY(to_result(got < 0 ? got : 0));
            return static_cast<unsigned int>(got);
        }
    }

    /// Lets `handler` answer the interrupts of a vector until unbinding, under `name` in /proc/interrupts.
    /// They may come before this returns.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -EINVAL (no such vector), -ENOMEM, or -errno of request_threaded_irq().
    /// Ownership: of the reference: the device's, until the last interrupt was answered or, in case of an
    /// error, until unbinding. The name is copied.
    template <IrqHandler T>
    Result<> request_irq(unsigned int vector, const char *name, RefPtr<T> handler) MAY_SLEEP
    {
        int irq = 0;
        bool is_shared = false;
        unsafe("the device is bound to this driver") {
            irq = raw::pci_irq_vector(&device_, vector);
            is_shared = raw::pci_irq_is_shared(&device_);
        }
        return request_irq_number(irq, is_shared, name, std::move(handler));
    }

private:
    Result<size_t> memory_bar_size(unsigned int bar) const
    {
        unsafe("the device is bound to this driver") {
            if (bar >= raw::PCI_STD_NUM_BARS || raw::pci_resource_len(&device_, bar) == 0)
                return -EINVAL;
            // What is mapped of I/O ports is no address: reading it as memory faults.
            if (!raw::pci_resource_is_memory(&device_, bar))
                return -EINVAL;
            return raw::pci_resource_len(&device_, bar);
        }
    }

    static raw::device &generic(raw::pci_dev &device [[clang::lifetimebound]])
    {
        unsafe("the device is bound to this driver") {
            return *raw::pci_device(&device);
        }
    }

    raw::pci_dev &device_;
};

} // namespace kernel::pci
