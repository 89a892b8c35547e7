// SPDX-License-Identifier: GPL-2.0
// The processor as a whole: its hardware, and the firmware that runs on it.
#pragma once

#include <modules/gpu/image.hpp>
#include <modules/gpu/mailbox.hpp>
#include <modules/gpu/vm.hpp>

namespace gpu {

class Gpu : public RefCounted<Gpu> {
public:
    Gpu(RefPtr<Hardware> hardware, Bond bond, RefPtr<AddressSpaces> spaces,
        const Features &features, Image image)
        : hardware_(std::move(hardware)), bond_(std::move(bond)), spaces_(std::move(spaces)),
          features_(features), image_(std::move(image)), mailbox_(hardware_)
    {}

    /// Resets the device and starts the firmware on it.
    ///
    /// Context: Process context. May sleep.
    /// Return: nothing, when it is ready and answers; -ETIMEDOUT: it does not, -EIO: it has trapped, or speaks
    /// no sense, -ENOMEM, -ENODEV.
    Result<> boot() const MAY_SLEEP;

    /// Context: Any context.
    const Features &features() const [[clang::lifetimebound]] { return features_; }

    /// An address space for a client: see Vm::create().
    ///
    /// Context: Process context. May sleep.
    /// Return: as Vm::create().
    Result<RefPtr<Vm>> create_vm(const drm::File &file, u64 user_size) const MAY_SLEEP
    {
        return Vm::create(file, bond_, spaces_, user_size);
    }

    /// The device goes: no address space has anything of it any more.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP { spaces_->end(); }

    /// The firmware has said something.
    IrqReturn handle_irq_thread() const MAY_SLEEP;

private:
    Result<> load() const;
    Result<> wait_until_ready() const MAY_SLEEP;
    Result<> ping() const MAY_SLEEP;
    void hear(const abi::Message &event) const;

    RefPtr<Hardware> hardware_;
    Bond bond_;
    RefPtr<AddressSpaces> spaces_;
    Features features_;
    Image image_;
    Mailbox mailbox_;
    Completion<"gpu.pong"> pong_;
    Atomic<u64> last_pong_{0};
};

} // namespace gpu
