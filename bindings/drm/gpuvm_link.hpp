// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gpuvm.h>: which buffers belong to an address space of a device, and the reservations of all of them.
#pragma once

#include <bindings/drm/exec.hpp>

namespace kernel::drm {

/// A reference to an address space: who has it reserves what is mapped there, and maps nothing himself.
///
/// Invariant: it refers to one unless it was moved from.
class [[gsl::Owner(void)]] GpuvmRef {
public:
    GpuvmRef(const GpuvmRef &from) : vm_(from.vm_)
    {
        unsafe("`from` has a reference") {
            if (vm_)
                raw::drm_gpuvm_get(vm_);
        }
    }
    GpuvmRef(GpuvmRef &&from) noexcept : vm_(std::exchange(from.vm_, nullptr)) {}
    GpuvmRef &operator=(GpuvmRef &&) = delete;
    /// Context: Process context. May sleep.
    ~GpuvmRef() MAY_SLEEP
    {
        unsafe("the reference is this one's") {
            if (vm_)
                raw::drm_gpuvm_put(vm_);
        }
    }

    /// What buffers share that are for this address space alone.
    ///
    /// Context: Any context.
    Reservation reservation() const
    {
        unsafe("it has a root as long as it lives") {
            return Reservation::from_raw(*raw::drm_gpuvm_root(vm_));
        }
    }

    /// Reserves the address space itself, and so all buffers that share its reservation.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; an error, with which the naming is over: see with_reservations().
    Result<> reserve(Reserving &reserving) const MAY_SLEEP
    {
        unsafe("this keeps it, and what is locked is kept") {
            return to_result(
                raw::drm_gpuvm_prepare_vm(vm_, &reserving.raw_exec(), reserving.fences()));
        }
    }
    /// And all others that belong to it.
    ///
    /// Context: Process context. May sleep.
    /// Return: as above.
    Result<> reserve_all(Reserving &reserving) const MAY_SLEEP
    {
        TRY(reserve(reserving));
        unsafe("which buffers those are changes with the address space locked alone") {
            return to_result(
                raw::drm_gpuvm_prepare_objects(vm_, &reserving.raw_exec(), reserving.fences()));
        }
    }

    /// For bindings.
    ///
    /// Context: Any context.
    /// Ownership: of from_raw(): of a reference more.
    raw::drm_gpuvm &raw_vm() const { return *vm_; }
    static GpuvmRef from_raw(raw::drm_gpuvm &vm) KCXX_UNSAFE_FN
    {
        raw::drm_gpuvm_get(&vm);
        return GpuvmRef(vm);
    }

private:
    explicit GpuvmRef(raw::drm_gpuvm &vm) : vm_(&vm) {}

    raw::drm_gpuvm *vm_;
};

/// That a buffer belongs to an address space: who reserves that reserves the buffer, mapped or not. Copies of one
/// stand for the same.
///
/// Invariant: there is a link unless it was moved from.
template <Buffer T> class [[gsl::Owner(void)]] GpuvmLink {
public:
    /// Context: Process context, with no reservation locked. May sleep.
    /// Return: a link; -ENOMEM.
    static Result<GpuvmLink> create(const GpuvmRef &space, GemRef<T> buffer) MAY_SLEEP
    {
        raw::drm_gpuvm &vm = space.raw_vm();
        unsafe("both are kept; what is found in place of what was made has both as well") {
            auto *made = raw::drm_gpuvm_bo_create(&vm, &buffer.raw_object());
            if (!made)
                return -ENOMEM;
            raw::drm_gpuvm_lock(&vm);
            raw::drm_gpuvm_bo *link = nullptr;
            {
                const Locked locked(buffer);
                link = raw::drm_gpuvm_bo_obtain_prealloc(made);
            }
            raw::drm_gpuvm_bo_extobj_add(link);
            raw::drm_gpuvm_unlock(&vm);
            return GpuvmLink(std::move(buffer), *link);
        }
    }

    GpuvmLink(const GpuvmLink &from) : buffer_(from.buffer_), link_(from.link_)
    {
        unsafe("`from` has a reference") {
            if (link_)
                raw::drm_gpuvm_bo_get(link_);
        }
    }
    GpuvmLink(GpuvmLink &&from) noexcept
        : buffer_(std::move(from.buffer_)), link_(std::exchange(from.link_, nullptr))
    {}
    GpuvmLink &operator=(GpuvmLink &&) = delete;
    /// Context: Process context, with no reservation locked, and nobody waiting for a fence that this one is to
    /// signal. May sleep.
    ~GpuvmLink() MAY_SLEEP
    {
        if (!link_)
            return;
        unsafe("the reference is this one's; the locks live as long as what is kept here") {
            const auto space = GpuvmRef::from_raw(*raw::drm_gpuvm_bo_vm(link_));
            raw::drm_gpuvm_lock(&space.raw_vm());
            {
                const Locked locked(buffer_);
                raw::drm_gpuvm_bo_put(link_);
            }
            raw::drm_gpuvm_unlock(&space.raw_vm());
        }
    }

    /// Context: Any context.
    const GemRef<T> &buffer() const [[clang::lifetimebound]] { return buffer_; }

    /// For bindings of what is mapped: attach() lists a mapping of the buffer, until detach().
    ///
    /// Context: Process context. Takes a lock that nobody waits with, so that who signals a fence may call it.
    raw::drm_gpuvm_bo &raw_link() const { return *link_; }
    void attach(raw::drm_gpuva &mapping) const KCXX_UNSAFE_FN
    {
        const Locked locked(buffer_);
        raw::drm_gpuva_link(&mapping, link_);
    }
    void detach(raw::drm_gpuva &mapping) const KCXX_UNSAFE_FN
    {
        const Locked locked(buffer_);
        raw::drm_gpuva_unlink(&mapping);
    }
    bool is_of(const raw::drm_gpuvm &vm) const
    {
        unsafe("this keeps it") {
            return raw::drm_gpuvm_bo_vm(link_) == &vm;
        }
    }

private:
    GpuvmLink(GemRef<T> &&buffer, raw::drm_gpuvm_bo &link)
        : buffer_(std::move(buffer)), link_(&link)
    {}

    /// The lock of what links a buffer to address spaces is held.
    class Locked {
    public:
        explicit Locked(const GemRef<T> &buffer [[clang::lifetimebound]])
            : lock_(detail::GemObject<T>::of(buffer.raw_object()).links_lock())
        {
            unsafe("the buffer is kept, and has the lock as long as it lives") {
                raw::mutex_lock(&lock_);
            }
        }
        Locked(const Locked &) = delete;
        Locked &operator=(const Locked &) = delete;
        ~Locked()
        {
            unsafe("the constructor has locked it") {
                raw::mutex_unlock(&lock_);
            }
        }

    private:
        raw::mutex &lock_;
    };

    GemRef<T> buffer_;
    raw::drm_gpuvm_bo *link_;
};

} // namespace kernel::drm
