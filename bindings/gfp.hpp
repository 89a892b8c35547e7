// SPDX-License-Identifier: GPL-2.0
// <linux/gfp.h>: how an allocation may find its memory.
#pragma once

#include <bindings/raw.hpp>

namespace kernel {

/// Flags with which an allocation may sleep.
struct SleepingGfp {
    raw::gfp_t flags;
};
/// Flags with which an allocation never sleeps.
struct AtomicGfp {
    raw::gfp_t flags;
};

/// The flags that allocating functions take. A call with sleeping flags may sleep: in atomic
/// context it does not compile.
class Gfp {
public:
    constexpr Gfp(SleepingGfp gfp) MAY_SLEEP : flags_(gfp.flags) {}
    constexpr Gfp(AtomicGfp gfp) : flags_(gfp.flags) {}

    constexpr raw::gfp_t flags() const { return flags_; }

private:
    raw::gfp_t flags_;
};

inline constexpr SleepingGfp GFP_KERNEL{raw::GFP_KERNEL};
inline constexpr SleepingGfp GFP_KERNEL_ACCOUNT{raw::GFP_KERNEL_ACCOUNT};
inline constexpr AtomicGfp GFP_ATOMIC{raw::GFP_ATOMIC};
inline constexpr AtomicGfp GFP_NOWAIT{raw::GFP_NOWAIT};

} // namespace kernel
