// SPDX-License-Identifier: GPL-2.0
// <linux/device.h>, devm_add_action_or_reset(): what is to happen when a device is unbound from its driver.
#pragma once

#include <bindings/refcount.hpp>

namespace kernel::detail {

/// Asks `on_unbind(action, data)` to have `end(*object)` called at unbinding; it does that at once if it cannot.
/// Whoever else has the object may have it longer.
///
/// Context: Process context. May sleep.
/// Return: nothing, or the error of `on_unbind`.
/// Ownership: of the reference: the action's, until it was called.
template <auto end, class T, class OnUnbind>
Result<> at_unbinding(RefPtr<T> object, OnUnbind &&on_unbind) MAY_SLEEP
{
    const T *kept = nullptr;
    unsafe("the action takes this reference back, exactly once") {
        kept = object.into_raw();
    }
    void (*const action)(void *) = [](void *data) MAY_SLEEP {
        unsafe("the reference was left here, and the core calls an action once") {
            end(*RefPtr<T>::from_raw(static_cast<const T *>(data)));
        }
    };
    return on_unbind(action, const_cast<T *>(kept));
}

} // namespace kernel::detail
