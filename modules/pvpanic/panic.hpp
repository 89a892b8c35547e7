// SPDX-License-Identifier: GPL-2.0
// What the device is told of. Its only register says first what it knows of, and takes then what has happened.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/devres.hpp>
#include <bindings/kexec.hpp>
#include <bindings/notifier.hpp>
#include <bindings/port_io.hpp>

namespace pvpanic {
using namespace kernel;

struct Regs {
    static constexpr size_t size = 1;
    static constexpr Reg<u8> events{0};
};

/// What may happen: the guest has panicked, and waits for somebody; or another kernel looks after it, which is there
/// for that.
inline constexpr u8 panicked = 1 << 0;
inline constexpr u8 crash_loaded = 1 << 1;

class Panic : public RefCounted<Panic> {
public:
    /// `known` is what the device says that it knows of.
    Panic(Devres<PortIo<Regs>> ports, u8 known)
        : ports_(std::move(ports)), capability_(known & (panicked | crash_loaded)),
          events_(capability_)
    {}

    /// Of what the device can be told, and of what it is to be.
    ///
    /// Context: Any context.
    u32 capability() const { return capability_; }
    u32 events() const { return events_.read(); }

    /// Context: Any context.
    /// Return: nothing; -EINVAL: it cannot be told of all of them.
    Result<> set_events(u32 events) const
    {
        if ((events & ~capability_) != 0)
            return -EINVAL;
        events_.set(events);
        return {};
    }

    /// Context: of a panic.
    void happened() const
    {
        const u8 event = kexec_crash_loaded() ? crash_loaded : panicked;
        if ((events_.read() & event) == 0)
            return;
        if (const auto ports = ports_.try_access())
            (*ports)->write<Regs::events>(event);
    }

private:
    Devres<PortIo<Regs>> ports_;
    u32 capability_;
    Atomic<u32> events_;
};

} // namespace pvpanic
