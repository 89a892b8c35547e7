// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/address_space.hpp>
#include <modules/gpu/events.h>

namespace gpu {

Result<AddressSpace::Change> AddressSpace::prepare_map(const Bond::Guard &bound, Range where,
                                                       BufferRef buffer, u64 offset,
                                                       u32 flags) const MAY_SLEEP
{
    const auto lack =
        TRY(state_.with(may_sleep, [&](State &state) MAY_SLEEP -> Result<PageTable::Lack> {
            if (!state.table)
                return -ENODEV;
            return state.table->lack(where.from, where.size);
        }));
    // Who signals fences has the lock as well: nobody waits for memory who has it. Tables stay, so there is enough
    // of them, whatever others add.
    auto tables = TRY(PageTable::spare(bound, lack));
    auto spare = TRY(Mappings::spare());
    TRY(state_.with(may_sleep, [&](State &state) MAY_SLEEP -> Result<> {
        if (!state.table)
            return -ENODEV;
        state.table->add(where.from, where.size, tables);
        return {};
    }));
    // Behind all that can fail: who reserves what belongs here finds it from now on.
    auto link = TRY(Mappings::Link::create(buffers_, std::move(buffer)));
    return Change(where, std::move(link), offset, flags, std::move(spare));
}

Result<AddressSpace::Mappings::Ended> AddressSpace::apply(Change &change) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (!state->table)
        return -ENODEV;
    const auto [from, size] = change.where;
    TRACE(gpu_bind, change.link.has_value(), from, size);
    auto ended = TRY(
        change.link ? state->mappings.map(from, size, *change.link, change.offset, change.flags,
                                          *state->table, std::move(change.spare))
                    : state->mappings.unmap(from, size, *state->table, std::move(change.spare)));
    if (const auto updated = update(*state); !updated) {
        state->kept.keep(std::move(ended));
        return updated.error();
    }
    return ended;
}

// What the device knows of before may be gone.
Result<> AddressSpace::update(const State &state) const MAY_SLEEP
{
    for (u32 as = 0; as < abi::max_as; as++)
        if (state.active & 1u << as)
            TRY(hardware_->set_address_space(as, state.table->root()));
    return {};
}

Result<> AddressSpace::activate(u32 as) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    if (!state->table)
        return -ENODEV;
    TRY(hardware_->set_address_space(as, state->table->root()));
    state->active |= 1u << as;
    return {};
}

Result<> AddressSpace::deactivate(u32 as) const MAY_SLEEP
{
    auto state = state_.lock(may_sleep);
    state->active &= ~(1u << as);
    return hardware_->set_address_space(as, 0);
}

void AddressSpace::end() const MAY_SLEEP
{
    state_.with(may_sleep, [](State &state) MAY_SLEEP { state.table.reset(); });
}

Result<> AddressSpaces::add(RefPtr<AddressSpace> space) const MAY_SLEEP
{
    auto all = all_.lock(may_sleep);
    if (all->has_ended)
        return -ENODEV;
    return all->spaces.push_back(std::move(space), GFP_KERNEL);
}

void AddressSpaces::remove(const AddressSpace &space) const MAY_SLEEP
{
    auto all = all_.lock(may_sleep);
    size_t at = 0;
    while (at < all->spaces.size() && !all->spaces[at]->is(space))
        at++;
    if (at == all->spaces.size())
        return;
    std::swap(all->spaces[at], all->spaces[all->spaces.size() - 1]);
    all->spaces.pop_back();
}

void AddressSpaces::end() const MAY_SLEEP
{
    auto all = all_.lock(may_sleep);
    all->has_ended = true;
    for (const auto &space : all->spaces)
        space->end();
    all->spaces.clear();
}

} // namespace gpu
