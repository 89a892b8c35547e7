// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem.h>: what the core and user space do with buffers.
#pragma once

#include <bindings/drm/frame_memory.hpp>
#include <bindings/drm/gem_shmem.hpp>

namespace kernel::drm::detail {

/// What the core calls of a Buffer, whose device has a FrameMemory.
class BufferCalls {
public:
    /// Makes a buffer, which the core completes.
    static raw::drm_gem_object *create(raw::drm_device *, size_t) MAY_SLEEP
    {
        auto buffer = make_box<Buffer>(GFP_KERNEL);
        if (!buffer)
            return reinterpret_cast<raw::drm_gem_object *>(
                std::intptr_t{buffer.error().to_errno()});
        unsafe("free() takes it back, or the core frees it if it cannot complete it") {
            auto *object = &buffer.take().into_raw()->object();
            raw::drm_gem_set_funcs(object, &funcs_);
            return object;
        }
    }

    /// For drm_driver::gem_prime_import. What is on the screen is copied there by the kernel, whoever has the pages.
    static raw::drm_gem_object *import(raw::drm_device *device, raw::dma_buf *source) MAY_SLEEP
    {
        unsafe("the core passes on what a program has asked for, and keeps both meanwhile") {
            return raw::drm_gem_shmem_import_unmapped(device, source);
        }
    }

    /// Gives a device, which is not registered, its memory.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, or -ENOMEM.
    /// Ownership: of the reference: the device's, until its last buffer has gone.
    static Result<> set_memory(raw::drm_device &device, RefPtr<FrameMemory> memory) MAY_SLEEP
    {
        unsafe("the reference is given back once, when the device has no buffers any more") {
            raw::drm_set_driver_data(&device, const_cast<FrameMemory *>(memory.into_raw()));
            return to_result(raw::drm_add_action_or_reset(&device, drop_memory, nullptr));
        }
    }

    /// Context: Any context. Behind set_memory().
    static const FrameMemory &memory_of(const raw::drm_device &device)
    {
        unsafe("set_memory() has left a reference, which the device still has") {
            return *static_cast<const FrameMemory *>(raw::drm_driver_data(&device));
        }
    }

private:
    static const FrameMemory &memory_of(raw::drm_gem_object *object)
    {
        unsafe("set_memory() has left a reference, which the device has as long as buffers") {
            return *static_cast<const FrameMemory *>(raw::drm_gem_device_private(object));
        }
    }
    static void drop_memory(raw::drm_device *device, void *)
    {
        unsafe("set_memory() has left the reference") {
            static_cast<void>(RefPtr<FrameMemory>::from_raw(
                static_cast<const FrameMemory *>(raw::drm_driver_data(device))));
        }
    }

    static void free(raw::drm_gem_object *object) MAY_SLEEP
    {
        Buffer &buffer = Buffer::of(*object);
        memory_of(object).drop(buffer);
        unsafe("nobody has a reference to it any more") {
            if (buffer.address_)
                raw::drm_gem_shmem_unmap(object, buffer.address_);
            raw::drm_gem_shmem_object_free(object);
        }
    }

    // Other devices, and others in the kernel, reach it in shared memory alone.
    static int pin(raw::drm_gem_object *object) MAY_SLEEP
    {
        memory_of(object).keep_back(Buffer::of(*object));
        unsafe("the core has the object, and locked as this wants it") {
            return raw::drm_gem_shmem_object_pin(object);
        }
    }
    static int vmap(raw::drm_gem_object *object, raw::iosys_map *map) MAY_SLEEP
    {
        memory_of(object).keep_back(Buffer::of(*object));
        unsafe("the core has the object, and locked as this wants it") {
            return raw::drm_gem_shmem_object_vmap(object, map);
        }
    }

    static raw::vm_fault_t fault(raw::vm_fault *fault) MAY_SLEEP
    {
        unsafe("the mapping is locked, and has a reference to the object") {
            auto *object = static_cast<raw::drm_gem_object *>(fault->vma->vm_private_data);
            const size_t page = fault->pgoff - raw::drm_gem_first_page(object);
            if (page >= raw::drm_gem_size(object) / raw::PAGE_SIZE)
                return raw::VM_FAULT_SIGBUS;
            return memory_of(object).fault(Buffer::of(*object), *fault, page);
        }
    }
    static void opened(raw::vm_area_struct *vma)
    {
        unsafe("it is a mapping of an object in shared memory") {
            raw::drm_gem_shmem_vm_ops.open(vma);
        }
    }
    static void closed(raw::vm_area_struct *vma)
    {
        unsafe("it is a mapping of an object in shared memory") {
            raw::drm_gem_shmem_vm_ops.close(vma);
        }
    }

    static consteval raw::vm_operations_struct make_vm_ops()
    {
        raw::vm_operations_struct operations{};
        operations.open = opened;
        operations.close = closed;
        operations.fault = fault;
        return operations;
    }
    static const raw::vm_operations_struct vm_ops_;

    static consteval raw::drm_gem_object_funcs make_funcs()
    {
        raw::drm_gem_object_funcs funcs = shmem_funcs();
        funcs.free = free;
        funcs.pin = pin;
        funcs.vmap = vmap;
        funcs.vm_ops = &vm_ops_;
        return funcs;
    }
    static const raw::drm_gem_object_funcs funcs_;
};

inline constexpr raw::vm_operations_struct BufferCalls::vm_ops_ = make_vm_ops();
inline constexpr raw::drm_gem_object_funcs BufferCalls::funcs_ = make_funcs();

} // namespace kernel::drm::detail
