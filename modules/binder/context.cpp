// SPDX-License-Identifier: GPL-2.0
#include <modules/binder/context.hpp>
#include <modules/binder/processes.hpp>

#include <ranges>

namespace binder {

Context::Context(RefPtr<Processes> &&processes, Vec<char> &&name)
    : processes_(std::move(processes)), name_(std::move(name))
{
    const auto shown = this->name().substr(0, short_name_.size() - 1);
    for (const auto &[to, from] : std::views::zip(short_name_, shown))
        to = from;
}

Context::~Context() MAY_SLEEP = default;

Result<> Context::check(const State &state)
{
    if (state.manager)
        return -EBUSY;
    if (state.user && *state.user != Kuid::current_euid())
        return -EPERM;
    return {};
}

Result<> Context::set_manager(const Process &process, const FlatObject &object) const MAY_SLEEP
{
    TRY(state_.with([](const State &state) { return check(state); }));
    TRY(security_binder_set_context_mgr(process.cred()));
    auto node = TRY(process.node_of(object));
    std::optional<RefPtr<Node>> refused = std::move(node); // dropped without the lock
    auto state = state_.lock();
    TRY(check(*state));
    (*refused)->become_manager();
    state->user = Kuid::current_euid();
    std::swap(state->manager, refused);
    return {};
}

Result<RefPtr<Node>> Context::manager() const
{
    auto state = state_.lock();
    if (!state->manager)
        return -EINVAL;
    return RefPtr<Node>(*state->manager);
}

void Context::forget(const Process &process) const MAY_SLEEP
{
    std::optional<RefPtr<Node>> manager;
    auto state = state_.lock();
    if (state->manager && (*state->manager)->owner().is(process))
        manager = std::exchange(state->manager, std::nullopt);
    if (manager)
        (*manager)->resign();
}

} // namespace binder
