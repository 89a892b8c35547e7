// SPDX-License-Identifier: GPL-2.0
// <drm/drm_mode_object.h>: planes, CRTCs, encoders and connectors, each of a class that has more of it than the core
// knows.
#pragma once

#include <bindings/pending_work.hpp>
#include <bindings/raw.hpp>
#include <bindings/slab.hpp>

namespace kernel::drm::detail {

/// What a class T derives from to be one. The core has a Raw of it, which `cleanup` takes from the device.
template <class T, class Raw, void (*cleanup)(Raw *)> class KmsObject {
public:
    KmsObject(const KmsObject &) = delete;
    KmsObject &operator=(const KmsObject &) = delete;

protected:
    KmsObject() = default;
    ~KmsObject() = default;

    /// Behind the core's function that made raw_ one of a device, whose function to destroy it is destroy().
    ///
    /// Context: Process context.
    /// Ownership: the device's, whose last reference may be a commit's that nobody waits for: so the end of the
    /// module does.
    static Raw *hand_over(Box<T> object)
    {
        PendingWork::hold();
        return &object.into_raw()->raw_;
    }

    static void destroy(Raw *raw)
    {
        unsafe("hand_over() has given it to the device, which is done with it") {
            cleanup(raw);
            static_cast<void>(Box<T>::from_raw(&of(raw)));
        }
        PendingWork::end();
    }

    static T &of(Raw *raw)
    {
        static_assert(__builtin_offsetof(KmsObject, raw_) == 0);
        return static_cast<T &>(*reinterpret_cast<KmsObject *>(raw));
    }

    Raw raw_{};
};

} // namespace kernel::drm::detail
