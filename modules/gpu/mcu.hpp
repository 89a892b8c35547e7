// SPDX-License-Identifier: GPL-2.0
// The microcontroller of the device, and the firmware that runs on it.
#pragma once

#include <bindings/seq_file.hpp>
#include <modules/gpu/image.hpp>
#include <modules/gpu/mailbox.hpp>

namespace gpu {

class Mcu : public RefCounted<Mcu> {
public:
    Mcu(RefPtr<Hardware> hardware, Image image)
        : hardware_(std::move(hardware)), image_(std::move(image)), mailbox_(hardware_)
    {}

    /// Resets the device and starts the firmware on it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, when it is ready and answers; -ETIMEDOUT: it does not, -EIO: it has trapped, or speaks
    /// no sense, -ENODEV.
    Result<> boot() const MAY_SLEEP;

    /// Resets the device: nothing runs on it any more, and it has no memory of anybody's.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing; -ETIMEDOUT, -ENODEV.
    Result<> stop() const MAY_SLEEP;

    /// What the firmware says it is.
    const char *version() const [[clang::lifetimebound]] { return image_.header().version; }

    const Hardware &hardware() const [[clang::lifetimebound]] { return *hardware_; }

    /// Asks for something that has to do with a slot.
    ///
    /// Context: Any context.
    /// Return: as Mailbox::send().
    Result<> ask(abi::Request what, u32 slot) const;

    /// Has a group run in a slot.
    ///
    /// Context: Any context.
    /// Return: as Mailbox::send().
    Result<> start(u32 slot, const abi::GroupConfig &group) const;

    /// Context: Process context. May sleep.
    /// Return: what the firmware said next, if it did, and it is not for here; as Mailbox::receive().
    Result<std::optional<abi::Message>> receive() const MAY_SLEEP;

    /// The last that the firmware has written to its log, for debugfs.
    ///
    /// Context: Process context. May sleep.
    void show_log(SeqFile &file) const MAY_SLEEP;

private:
    Result<> load() const;
    Result<> copy_log(SeqFile &file) const;
    Result<> wait_until_ready() const MAY_SLEEP;
    Result<> ping() const MAY_SLEEP;

    RefPtr<Hardware> hardware_;
    Image image_;
    Mailbox mailbox_;
    Completion<"gpu.pong"> pong_;
    Atomic<u64> last_pong_{0};
};

} // namespace gpu
