// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem.h>, <drm/drm_gem_shmem_helper.h>: what the core asks of a buffer in shared memory. For gem.hpp.
#pragma once

#include <bindings/drm/dma_buffers.hpp>
#include <bindings/drm/gem_shmem.hpp>
#include <bindings/drm/reservation.hpp>
#include <bindings/lockdep.hpp>
#include <bindings/slab.hpp>

#include <optional>

namespace kernel::drm::detail {

/// A buffer as the core has it, and what the driver has to say of it.
template <class T> class GemObject {
public:
    /// For drm_driver::gem_create_object. What comes from another device has a T by default.
    static raw::drm_gem_object *create(raw::drm_device *, size_t) MAY_SLEEP
    {
        auto object = make_box<GemObject>(GFP_KERNEL);
        // The core takes an errno for a pointer.
        if (!object)
            return std::bit_cast<raw::drm_gem_object *>(
                static_cast<std::intptr_t>(object.error().to_errno()));
        unsafe("the core initialises it, and calls free() once") {
            auto &made = *object.take().into_raw();
            auto *base = raw::drm_gem_shmem_base(&made.shmem_);
            using Class = LockClass<"drm.links">;
            raw::mutex_init(&made.links_lock_, Class::name, &Class::key);
            raw::drm_gem_gpuva_set_lock(base, &made.links_lock_);
            raw::drm_gem_set_funcs(base, &funcs_);
            return base;
        }
    }

    static GemObject &of(raw::drm_gem_object &base)
    {
        static_assert(std::is_standard_layout_v<GemObject> || offsetof(GemObject, shmem_) == 0);
        unsafe("create() has made it, of which the core's part is the first") {
            return *reinterpret_cast<GemObject *>(raw::drm_gem_shmem_of(&base));
        }
    }

    /// One that the core has made: it knows its device from here on, and keeps it.
    void begin() MAY_SLEEP
    {
        unsafe("the device is there while the core makes a buffer of it") {
            auto *device = raw::drm_gem_device(raw::drm_gem_shmem_base(&shmem_));
            raw::drm_dev_get(device);
            static_cast<DeviceData *>(raw::drm_driver_data(device))->buffers.add(dma_, shmem_);
        }
    }
    /// It has this reservation instead of one of its own, and nobody knows it yet.
    void share(Reservation shared)
    {
        unsafe("the reservation is kept until the object is gone") {
            raw::drm_gem_share_reservation(raw::drm_gem_shmem_base(&shmem_), &shared.raw_object());
        }
        shared_ = std::move(shared);
    }
    /// For drm_driver::gem_prime_import_sg_table.
    static raw::drm_gem_object *import(raw::drm_device *device, raw::dma_buf_attachment *attachment,
                                       raw::sg_table *table) MAY_SLEEP
    {
        unsafe("the core is in the middle of an import, and gives the table away") {
            auto *base = raw::drm_gem_shmem_prime_import_sg_table(device, attachment, table);
            if (to_result(base))
                of(*base).begin();
            return base;
        }
    }

    raw::drm_gem_shmem_object &shmem() [[clang::lifetimebound]] { return shmem_; }
    T &data() [[clang::lifetimebound]] { return data_; }
    /// Guards what links the buffer to address spaces. Who signals fences takes it: nobody waits who has it.
    raw::mutex &links_lock() [[clang::lifetimebound]] { return links_lock_; }

private:
    static void free(raw::drm_gem_object *base) MAY_SLEEP
    {
        unsafe("nobody refers to it any more; the core frees the memory, which came from kmalloc") {
            auto &object = of(*base);
            auto *device = raw::drm_gem_device(base);
            object.dma_.all->remove(object.dma_);
            auto *source = object.dma_.source;
            const auto shared = std::exchange(object.shared_, std::nullopt);
            std::destroy_at(&object.data_);
            raw::mutex_destroy(&object.links_lock_);
            raw::drm_gem_shmem_free(&object.shmem_);
            if (source)
                raw::dma_buf_put(source);
            raw::drm_dev_put(device);
        }
    }
    static int mmap(raw::drm_gem_object *base, raw::vm_area_struct *area) MAY_SLEEP
    {
        if (!of(*base).data_.may_mmap())
            return (-EINVAL).to_errno();
        unsafe("this file may have it; what was imported is there until the device goes") {
            const auto plugged = Plugged::enter(*raw::drm_gem_device(base));
            if (!plugged && raw::drm_gem_is_private(base))
                return plugged.error().to_errno();
            return raw::drm_gem_shmem_object_mmap(base, area);
        }
    }

    static raw::dma_buf *share(raw::drm_gem_object *base, int flags) MAY_SLEEP
    {
        // The core takes an errno for a pointer.
        if (!of(*base).data_.may_share())
            return std::bit_cast<raw::dma_buf *>(static_cast<std::intptr_t>((-EINVAL).to_errno()));
        unsafe("the file that asks keeps it") {
            return raw::drm_gem_prime_export(base, flags);
        }
    }

    static consteval raw::drm_gem_object_funcs make_funcs()
    {
        raw::drm_gem_object_funcs funcs = shmem_funcs();
        funcs.free = free;
        funcs.export_ = share;
        funcs.mmap = mmap;
        return funcs;
    }
    static constexpr raw::drm_gem_object_funcs funcs_ = make_funcs();

    raw::drm_gem_shmem_object shmem_{};
    raw::mutex links_lock_{};
    DmaBuffers::Entry dma_;
    std::optional<Reservation> shared_;
    T data_;
};

} // namespace kernel::drm::detail
