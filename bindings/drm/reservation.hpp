// SPDX-License-Identifier: GPL-2.0
// <linux/dma-resv.h>: who uses memory, and until when. Each buffer has a reservation, or shares one with others.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <utility>

namespace kernel::drm {

/// A reservation that buffers may share: that of an object which has no memory.
///
/// Invariant: it refers to one, and keeps its device, unless it was moved from.
class [[gsl::Owner(void)]] Reservation {
public:
    Reservation(const Reservation &from) : root_(from.root_) { get(); }
    Reservation(Reservation &&from) noexcept : root_(std::exchange(from.root_, nullptr)) {}
    Reservation &operator=(Reservation from) noexcept
    {
        std::swap(root_, from.root_);
        return *this;
    }
    /// Context: Process context. May sleep.
    ~Reservation()
    {
        if (!root_)
            return;
        unsafe("the references are this one's, and the object needs its device to its end") {
            auto *device = raw::drm_gem_device(root_);
            raw::drm_gem_object_put(root_);
            raw::drm_dev_put(device);
        }
    }

    /// For bindings.
    ///
    /// Context: Any context.
    /// Ownership: of from_raw(): of a reference more.
    raw::drm_gem_object &raw_object() const { return *root_; }
    static Reservation from_raw(raw::drm_gem_object &root) KCXX_UNSAFE_FN
    {
        return Reservation(root);
    }

private:
    explicit Reservation(raw::drm_gem_object &root) : root_(&root) { get(); }

    void get()
    {
        unsafe("who gives it has a reference, or it was moved from") {
            if (!root_)
                return;
            raw::drm_gem_object_get(root_);
            raw::drm_dev_get(raw::drm_gem_device(root_));
        }
    }

    raw::drm_gem_object *root_;
};

} // namespace kernel::drm
