// SPDX-License-Identifier: GPL-2.0
// The rings by which driver and firmware talk, as abi/messages.hpp has them.
#pragma once

#include <bindings/atomic.hpp>
#include <bindings/spinlock.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/hardware.hpp>

#include <array>
#include <optional>

namespace gpu {

/// What the firmware writes is not trusted: an index that cannot be is an error.
class Mailbox {
public:
    explicit Mailbox(RefPtr<Hardware> hardware) : hardware_(std::move(hardware)) {}

    /// Begins anew with a firmware that has not run yet, whose interface lies at `place`.
    ///
    /// Context: Process context. May sleep.
    void begin(u32 place) const MAY_SLEEP;
    /// The firmware is to be stopped: nobody hears of it any more.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP { begin(0); }

    /// Context: Any context.
    /// Return: what the firmware says of itself; -ENODEV.
    Result<abi::FirmwareState> state() const;

    /// Context: Any context.
    /// Return: nothing, and the firmware has been told; -EBUSY: it has not read what it was told before,
    /// -EIO: its index is not one, -ENODEV: there is none, or no device.
    Result<> send(const abi::Message &message) const;

    /// Context: Process context. May sleep.
    /// Return: what the firmware said next, if it did; -EIO: its index is not one, -ENODEV.
    Result<std::optional<abi::Message>> receive() const MAY_SLEEP;

private:
    /// Which messages of a ring are next, and where it is.
    struct End {
        u32 place = 0;
        u32 index = 0;
    };

    RefPtr<Hardware> hardware_;
    Atomic<u32> interface_{0};
    Locked<End, SpinLock<"gpu.requests_ring">> requests_;
    Locked<End, Mutex<"gpu.events_ring">> events_;
};

} // namespace gpu
