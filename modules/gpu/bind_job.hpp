// SPDX-License-Identifier: GPL-2.0
// A change of what is mapped that waits for others, and that others wait for.
#pragma once

#include <modules/gpu/address_space.hpp>

namespace gpu {

class Vm;

class BindJob {
public:
    /// `change`: none: others wait for what this waits for, no more.
    BindJob(RefPtr<Vm> &&vm, std::optional<AddressSpace::Change> &&change);
    BindJob(BindJob &&) noexcept;
    ~BindJob() MAY_SLEEP;

    /// The buffer that is to be mapped, if any.
    ///
    /// Context: Process context. May sleep.
    /// Return: as drm::Reserving::add().
    Result<> reserve(drm::Reserving &reserving) const MAY_SLEEP;

    /// As drm::Job has it.
    Result<> run() MAY_SLEEP;

private:
    RefPtr<Vm> vm_;
    std::optional<AddressSpace::Change> change_;
    /// Dropped with the change when others no longer wait: buffers may take long to go, and their reservations are
    /// locked for that by who waits for this.
    std::optional<AddressSpace::Mappings::Ended> ended_;
};

} // namespace gpu
