// SPDX-License-Identifier: GPL-2.0
// The processor as its clients share it.
#pragma once

#include <modules/gpu/scheduler.hpp>

namespace gpu {

class Gpu : public RefCounted<Gpu> {
public:
    Gpu(Bond bond, RefPtr<Mcu> mcu, RefPtr<Scheduler> &&scheduler, RefPtr<AddressSpaces> spaces,
        const Features &features)
        : bond_(std::move(bond)), mcu_(std::move(mcu)), scheduler_(std::move(scheduler)),
          spaces_(std::move(spaces)), features_(features)
    {}

    /// Context: Any context.
    const Features &features() const [[clang::lifetimebound]] { return features_; }
    const RefPtr<Scheduler> &scheduler() const [[clang::lifetimebound]] { return scheduler_; }

    /// An address space for a client: see Vm::create().
    ///
    /// Context: Process context. May sleep.
    /// Return: as Vm::create().
    Result<RefPtr<Vm>> create_vm(const drm::File &file, u64 user_size) const MAY_SLEEP
    {
        return Vm::create(file, bond_, mcu_->hardware().self(), spaces_, user_size);
    }

    /// The device goes: nothing runs on it, and no address space has anything of it any more.
    ///
    /// Context: Process context. May sleep.
    void end() const MAY_SLEEP;

    /// The firmware has said something.
    IrqReturn handle_irq_thread() const MAY_SLEEP;

private:
    Bond bond_;
    RefPtr<Mcu> mcu_;
    RefPtr<Scheduler> scheduler_;
    RefPtr<AddressSpaces> spaces_;
    Features features_;
};

} // namespace gpu
