// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/bind_job.hpp>
#include <modules/gpu/vm.hpp>

namespace gpu {

BindJob::BindJob(RefPtr<Vm> &&vm, std::optional<AddressSpace::Change> &&change)
    : vm_(std::move(vm)), change_(std::move(change))
{}

BindJob::BindJob(BindJob &&) noexcept = default;
BindJob::~BindJob() MAY_SLEEP = default;

Result<> BindJob::reserve(drm::Reserving &reserving) const MAY_SLEEP
{
    return change_ ? change_->reserve(reserving) : Result<>();
}

Result<> BindJob::run() MAY_SLEEP
{
    if (!change_)
        return {};
    if (!vm_->is_usable())
        return -EINVAL;
    auto ended = vm_->apply(*change_);
    if (!ended) {
        vm_->set_unusable();
        return ended.error();
    }
    ended_.emplace(std::move(*ended));
    return {};
}

} // namespace gpu
