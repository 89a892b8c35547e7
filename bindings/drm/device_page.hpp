// SPDX-License-Identifier: GPL-2.0
// <linux/mm.h>: a page of a device that programs may read themselves, without asking for it.
#pragma once

#include <bindings/drm/dma_buffers.hpp>

namespace kernel::drm {

/// Page `at` of a BAR, found at `offset` of the device's files.
struct DevicePage {
    u64 offset;
    unsigned int bar;
    u64 at;
};

namespace detail {

/// What the core and programs do with that page. It is mapped when it is used first, and once the device is gone
/// there is none: SIGBUS.
class DevicePageCalls {
public:
    /// Maps it, as somebody asks for it.
    ///
    /// Context: Process context.
    /// Return: 0; -EINVAL: it is not the page alone, or to be written to, or private, -ENODEV: the device is gone.
    static int mmap(raw::drm_device &device, raw::vm_area_struct &area)
    {
        const auto plugged = Plugged::enter(device);
        if (!plugged)
            return plugged.error().to_errno();
        unsafe("the mapping is locked while it is made; its file keeps the device") {
            const auto flags = raw::vma_flags(&area);
            if (raw::vma_size(&area) != raw::PAGE_SIZE || (flags & raw::VM_SHARED) == 0 ||
                (flags & (raw::VM_WRITE | raw::VM_EXEC)) != 0)
                return (-EINVAL).to_errno();
            raw::vma_flags_change(&area,
                                  raw::VM_IO | raw::VM_DONTCOPY | raw::VM_DONTEXPAND |
                                      raw::VM_NORESERVE | raw::VM_DONTDUMP | raw::VM_PFNMAP,
                                  raw::VM_MAYWRITE);
        }
        area.vm_private_data = &device;
        area.vm_ops = &operations_;
        return 0;
    }

private:
    static raw::vm_fault_t fault(raw::vm_fault *fault) MAY_SLEEP
    {
        unsafe("mmap() has left the device here, which the mapping's file keeps") {
            auto &device = *static_cast<raw::drm_device *>(fault->vma->vm_private_data);
            const auto plugged = Plugged::enter(device);
            if (!plugged)
                return raw::VM_FAULT_SIGBUS;
            const auto &data = *static_cast<const DeviceData *>(raw::drm_driver_data(&device));
            return raw::vma_insert_register_page(fault, data.page_address / raw::PAGE_SIZE);
        }
    }
    static consteval raw::vm_operations_struct make()
    {
        raw::vm_operations_struct operations{};
        operations.fault = fault;
        return operations;
    }
    static const raw::vm_operations_struct operations_;
};
inline constexpr raw::vm_operations_struct DevicePageCalls::operations_ = make();

} // namespace detail
} // namespace kernel::drm
