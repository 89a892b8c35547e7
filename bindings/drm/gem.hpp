// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gem.h>, <drm/drm_gem_shmem_helper.h>: buffers in shared memory, which programs know by handles.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/drm/file.hpp>
#include <bindings/drm/gem_object.hpp>

namespace kernel::drm {

/// What a driver has to say of a buffer: `bool may_mmap() const`, whether programs may map it, `bool may_share()
/// const`, whether other clients and devices may have it (PRIME).
template <class T>
concept Buffer = std::is_default_constructible_v<T> && requires(const T &buffer) {
    { buffer.may_mmap() } -> std::same_as<bool>;
    { buffer.may_share() } -> std::same_as<bool>;
};

/// A reference to a buffer of a driver whose `Buffer` is T. What T says is const once the buffer is made.
///
/// Invariant: it refers to a buffer unless it was moved from.
template <Buffer T> class GemRef {
public:
    /// A buffer of zeros.
    ///
    /// Context: Process context. May sleep.
    /// Return: the buffer, of whole pages; -EINVAL: of none, -ENOMEM, or -errno of drm_gem_shmem_create().
    static Result<GemRef> create(const File &file, size_t size, T data,
                                 std::optional<Reservation> shared = std::nullopt) MAY_SLEEP
    {
        if (size == 0)
            return -EINVAL;
        unsafe("the file keeps the device, and the object is this driver's") {
            auto *shmem = raw::drm_gem_shmem_create(&file.device(), size);
            TRY(to_result(shmem));
            auto *base = raw::drm_gem_shmem_base(shmem);
            auto &object = detail::GemObject<T>::of(*base);
            // From begin() on others lock it.
            if (shared)
                object.share(*std::move(shared));
            object.begin();
            object.data() = std::move(data);
            return GemRef(*base);
        }
    }

    /// The buffer that a file knows by this handle.
    ///
    /// Context: Process context.
    /// Return: the buffer, or -ENOENT.
    static Result<GemRef> lookup(const File &file, u32 handle)
    {
        unsafe("the file is open, and the reference is this one's") {
            auto *object = raw::drm_gem_object_lookup(&file.raw_file(), handle);
            if (!object)
                return -ENOENT;
            return GemRef(*object);
        }
    }

    GemRef(const GemRef &from) : object_(from.object_)
    {
        unsafe("`from` has a reference") {
            if (object_)
                raw::drm_gem_object_get(object_);
        }
    }
    GemRef(GemRef &&from) noexcept : object_(std::exchange(from.object_, nullptr)) {}
    GemRef &operator=(GemRef from) noexcept
    {
        std::swap(object_, from.object_);
        return *this;
    }
    /// Context: Process context. May sleep.
    ~GemRef()
    {
        unsafe("the reference is this one's") {
            if (object_)
                raw::drm_gem_object_put(object_);
        }
    }

    const T *operator->() const [[clang::lifetimebound]]
    {
        return &detail::GemObject<T>::of(*object_).data();
    }

    /// In bytes.
    ///
    /// Context: Any context.
    size_t size() const
    {
        unsafe("this keeps it") {
            return raw::drm_gem_size(object_);
        }
    }

    /// Whether it came from another device, or from none.
    ///
    /// Context: Any context.
    bool is_imported() const
    {
        unsafe("this keeps it") {
            return raw::drm_gem_is_private(object_);
        }
    }

    /// A handle for a file, which keeps the buffer from then on.
    ///
    /// Context: Process context. May sleep.
    /// Return: the handle, or -ENOMEM.
    Result<u32> create_handle(const File &file) const MAY_SLEEP
    {
        u32 handle = 0;
        unsafe("the file is open, and this keeps the buffer") {
            TRY(to_result(raw::drm_gem_handle_create(&file.raw_file(), object_, &handle)));
        }
        return handle;
    }

    /// Where a program maps it, as an offset of the device's file.
    ///
    /// Context: Process context. May sleep.
    /// Return: the offset, or -ENOMEM, -ENOSPC.
    Result<u64> mmap_offset() const MAY_SLEEP
    {
        unsafe("this keeps the buffer") {
            TRY(to_result(raw::drm_gem_create_mmap_offset(object_)));
            return raw::drm_vma_node_offset(object_);
        }
    }

    /// Has its pages in memory as long as it lives, and mapped for the device as long as that is there.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ENODEV: the device is gone, -ENOMEM, or another of drm_gem_shmem_get_pages_sgt().
    Result<> map_for_device() const MAY_SLEEP
    {
        const auto plugged = TRY(enter());
        unsafe("this keeps the buffer; its table is made once") {
            TRY(to_result(raw::drm_gem_shmem_get_pages_sgt(&shmem())));
            return {};
        }
    }

    /// Calls `tell(address, length)` for each run of bytes within a part of it: where the device finds them.
    /// Behind map_for_device(), or else it is a BUG. Once the device is gone there are none.
    ///
    /// Context: Process context. Takes no locks, so that who signals a fence may call it.
    template <std::invocable<u64, u64> F> void for_each_dma(u64 offset, u64 size, F &&tell) const
    {
        const auto plugged = enter();
        if (!plugged)
            return;
        unsafe("the table is there until the device goes, and `tell` is called in here alone") {
            const bool is_mapped = raw::drm_gem_shmem_for_each_dma(
                &shmem(), offset, size,
                [](void *data, u64 address, u64 length) {
                    (*static_cast<std::remove_reference_t<F> *>(data))(address, length);
                },
                &tell);
            if (!is_mapped) [[unlikely]]
                bug<"a buffer that is not mapped for the device">();
        }
    }

    /// For bindings of what buffers are used in.
    ///
    /// Context: Any context.
    raw::drm_gem_object &raw_object() const { return *object_; }

    /// For bindings, likewise: a buffer of this driver.
    ///
    /// Context: Any context.
    /// Ownership: of a reference more.
    static GemRef from_raw(raw::drm_gem_object &object) KCXX_UNSAFE_FN
    {
        raw::drm_gem_object_get(&object);
        return GemRef(object);
    }

private:
    explicit GemRef(raw::drm_gem_object &object) : object_(&object) {}

    Result<detail::Plugged> enter() const
    {
        unsafe("this keeps the buffer, and that its device") {
            return detail::Plugged::enter(*raw::drm_gem_device(object_));
        }
    }
    raw::drm_gem_shmem_object &shmem() const { return detail::GemObject<T>::of(*object_).shmem(); }

    raw::drm_gem_object *object_;
};

} // namespace kernel::drm
