// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/context.hpp>
#include <modules/binder/process.hpp>

namespace binder {

Result<> Context::set_manager(RefPtr<Node> node) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (state->manager)
        return -EBUSY;
    const Kuid user = Kuid::current_euid();
    if (state->user && *state->user != user)
        return -EPERM;
    state->user = user;
    state->manager = std::move(node);
    return {};
}

Result<RefPtr<Node>> Context::manager() const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (!state->manager)
        return -EINVAL;
    return RefPtr<Node>(*state->manager);
}

void Context::forget(const Process &process) const MAY_SLEEP
{
    std::optional<RefPtr<Node>> manager;
    auto state = state_.lock(may_sleep);
    if (state->manager && (*state->manager)->owner().is(process))
        manager = std::exchange(state->manager, std::nullopt);
}

} // namespace binder
