// SPDX-License-Identifier: GPL-2.0
// <linux/pid.h>, <linux/cred.h>: who a task is, and how others see it.
#pragma once

#include <bindings/cred.hpp>
#include <bindings/raw.hpp>
#include <bindings/unsafe.hpp>

#include <utility>

namespace kernel {

/// The number of the calling thread in the initial namespace, unique while it lives.
///
/// Context: Process context.
inline s32 current_pid()
{
    unsafe("a task may ask for its own number") {
        return raw::current_pid();
    }
}

/// The number of the calling process in the initial namespace, unique while it lives.
///
/// Context: Process context.
inline s32 current_tgid()
{
    unsafe("a task may ask for its own number") {
        return raw::current_tgid_nr();
    }
}

/// A process, whose number depends on who asks. It may have ended: then nobody sees a number.
class Pid {
public:
    /// The process that calls.
    ///
    /// Context: Process context.
    static Pid current()
    {
        unsafe("the reference is given back with put_pid()") {
            return Pid(raw::current_tgid());
        }
    }

    Pid(const Pid &from) : pid_(from.pid_)
    {
        unsafe("`from` holds a reference, or is empty, which get_pid() allows") {
            raw::get_pid(pid_);
        }
    }
    Pid(Pid &&from) noexcept : pid_(std::exchange(from.pid_, nullptr)) {}
    Pid &operator=(Pid from) noexcept
    {
        std::swap(pid_, from.pid_);
        return *this;
    }
    ~Pid()
    {
        unsafe("this reference is given up; put_pid() allows an empty one") {
            raw::put_pid(pid_);
        }
    }

    /// Whether it is the same process.
    ///
    /// Context: Any context.
    bool is(const Pid &other) const { return pid_ == other.pid_; }

    /// The number that the calling task knows it by; 0 if its namespace does not have it.
    ///
    /// Context: Process context.
    s32 number_here() const
    {
        unsafe("the reference keeps the structure") {
            return raw::pid_nr_here(pid_);
        }
    }

private:
    friend class Kuid;
    explicit Pid(raw::pid *pid) : pid_(pid) {}

    raw::pid *pid_;
};

/// A user, whose number depends on the namespace of who asks.
class Kuid {
public:
    /// The effective user of a process, or that of `once_ended` if it has ended.
    ///
    /// Context: Process context.
    static Kuid euid_of(const Pid &process, const Cred &once_ended)
    {
        unsafe("the references keep both structures") {
            return Kuid(raw::pid_euid(process.pid_, &once_ended.raw()));
        }
    }
    /// The effective user of the calling task.
    ///
    /// Context: Process context.
    static Kuid current_euid()
    {
        unsafe("a task may ask for its own credentials") {
            return Kuid(raw::current_euid());
        }
    }

    /// The number in the calling task's namespace; ~0 if it has none there.
    ///
    /// Context: Process context.
    u32 number_here() const
    {
        unsafe("any number of a user can be mapped, or not") {
            return raw::uid_here(value_);
        }
    }

    friend bool operator==(const Kuid &, const Kuid &) = default;

private:
    explicit Kuid(u32 value) : value_(value) {}

    u32 value_;
};

} // namespace kernel
