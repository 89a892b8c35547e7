// SPDX-License-Identifier: GPL-2.0
// <linux/cred.h>: what a task may do, as it was at some time.
#pragma once

#include <bindings/bug.hpp>
#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <utility>

namespace kernel {

/// A reference to credentials. They never change: a task that changes its own gets others.
class Cred {
public:
    /// Those of the calling task.
    ///
    /// Context: Process context.
    static Cred current()
    {
        unsafe("the reference is given back with put_cred()") {
            return Cred(raw::get_current_cred());
        }
    }

    Cred(const Cred &from) : cred_(from.cred_)
    {
        from.check();
        unsafe("`from` holds a reference") {
            raw::get_cred(cred_);
        }
    }
    Cred(Cred &&from) noexcept : cred_(std::exchange(from.cred_, nullptr)) {}
    Cred &operator=(Cred from) noexcept
    {
        std::swap(cred_, from.cred_);
        return *this;
    }
    ~Cred()
    {
        if (!cred_)
            return;
        unsafe("this reference is given up") {
            raw::put_cred(cred_);
        }
    }

    /// For C, which may use them for as long as this lives.
    ///
    /// Context: Any context.
    const raw::cred &raw() const [[clang::lifetimebound]]
    {
        check();
        return *cred_;
    }

private:
    explicit Cred(const raw::cred *cred) : cred_(cred) {}

    void check() const
    {
        if (!cred_) [[unlikely]]
            bug<"Cred used after it was moved from">();
    }

    const raw::cred *cred_;
};

/// Whether the calling task has a right in the initial user namespace: `capable(CAP_SYS_ADMIN)`.
///
/// Context: Process context.
inline bool capable(int right)
{
    unsafe("a task may ask what it may do; what is no right, C stops at") {
        return raw::capable(right);
    }
}

} // namespace kernel
