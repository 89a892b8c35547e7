// SPDX-License-Identifier: GPL-2.0
// What is asked, and changes nothing; and what is no question that there is.
#pragma once

#include <tests/fuzz/gpu/actor.hpp>

inline void ask(Actor &actor)
{
    Random &random = actor.random;
    std::array<std::byte, 256> answer{};
    drm_panthor_dev_query query{};
    drm_panthor_vm_get_state vm{.vm_id = actor.vm(), .state = 0};
    drm_panthor_group_get_state group{};
    group.group_handle = actor.group();
    switch (random.below(3)) {
    case 0:
        query.type = actor.about(static_cast<uint32_t>(random.below(2)));
        query.size = actor.about(static_cast<uint32_t>(random.chance(80) ? 24 : random.below(256)));
        query.pointer = random.chance(70) ? actor.about(address(answer.data())) : 0;
        actor.ask(actor.file(), DRM_IOCTL_PANTHOR_DEV_QUERY, query);
        break;
    case 1: actor.ask(actor.file(), DRM_IOCTL_PANTHOR_VM_GET_STATE, vm); break;
    default: actor.ask(actor.file(), DRM_IOCTL_PANTHOR_GROUP_GET_STATE, group);
    }
}

inline void call_junk(Actor &actor)
{
    Random &random = actor.random;
    const auto number = random.chance(70) ? random.between(0x40, 0x50) : random.below(256);
    // Too large a buffer takes all memory as soon as others map it; of too many fences the core warns, see
    // wait_for_fences().
    const bool is_of_fences = number >= _IOC_NR(DRM_IOCTL_SYNCOBJ_WAIT) &&
                              number <= _IOC_NR(DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL);
    if (number != _IOC_NR(DRM_IOCTL_PANTHOR_BO_CREATE) && !is_of_fences)
        call_with_junk(actor, number);
}
