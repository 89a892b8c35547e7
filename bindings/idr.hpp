// SPDX-License-Identifier: GPL-2.0
// <linux/idr.h>: small numbers, each given out once at a time.
#pragma once

#include <bindings/refcount.hpp>
#include <bindings/result.hpp>

#include <utility>

namespace kernel {

/// Where numbers come from.
class Ida : public RefCounted<Ida> {
public:
    Ida()
    {
        unsafe("nobody else knows it yet") {
            raw::ida_init(&ida_);
        }
    }
    ~Ida()
    {
        unsafe("each number that is out has a reference: there is none") {
            raw::ida_destroy(&ida_);
        }
    }

private:
    friend class IdaNumber;

    // It has a lock of its own.
    mutable raw::ida ida_;
};

/// A number that nobody else has while this lives.
class IdaNumber {
public:
    /// The lowest that is free, and at most `most`.
    ///
    /// Context: Process context. May sleep.
    /// Return: the number; -ENOSPC (all are taken), -ENOMEM.
    /// Ownership: the number keeps its Ida.
    static Result<IdaNumber> get(RefPtr<Ida> ida, u32 most) MAY_SLEEP
    {
        return get(std::move(ida), 0, most);
    }
    /// The same, of those from `least` on.
    ///
    /// Context: Process context. May sleep.
    /// Return: as above.
    /// Ownership: as above.
    static Result<IdaNumber> get(RefPtr<Ida> ida, u32 least, u32 most) MAY_SLEEP
    {
        unsafe("the reference keeps the Ida, which any number of tasks may use") {
            const int number = raw::ida_alloc_range(&ida->ida_, least, most, raw::GFP_KERNEL);
            if (number < 0)
                return Error::from_errno(number);
            return IdaNumber(std::move(ida), static_cast<u32>(number));
        }
    }

    IdaNumber(IdaNumber &&from) noexcept
        : ida_(std::exchange(from.ida_, nullptr)), number_(from.number_)
    {}
    IdaNumber &operator=(IdaNumber &&from) noexcept [[clang::lifetimebound]]
    {
        std::swap(ida_, from.ida_);
        std::swap(number_, from.number_);
        return *this;
    }
    ~IdaNumber()
    {
        if (!ida_)
            return;
        unsafe("get() took it, and it is given back once") {
            raw::ida_free(&ida_->ida_, number_);
            static_cast<void>(RefPtr<Ida>::from_raw(ida_));
        }
    }

    /// Context: Any context.
    u32 number() const { return number_; }

private:
    IdaNumber(RefPtr<Ida> &&ida, u32 number) : ida_(ida.into_raw()), number_(number) {}

    // A reference of its own, until it is moved from: an optional one is twice as large, and programs make many.
    const Ida *ida_;
    u32 number_;
};

} // namespace kernel
