// SPDX-License-Identifier: GPL-2.0
// <linux/kexec.h>: another kernel, which is started when this one panics.
#pragma once

#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

namespace kernel {

/// Context: Any context.
/// Return: whether there is one, which will look what has become of this.
inline bool kexec_crash_loaded()
{
    unsafe("asks whether there is one") {
        return raw::kexec_crash_loaded();
    }
}

} // namespace kernel
