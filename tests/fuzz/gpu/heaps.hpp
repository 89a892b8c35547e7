// SPDX-License-Identifier: GPL-2.0
// Heaps of a tiler: what a processor builds its lists in.
#pragma once

#include <tests/fuzz/gpu/actor.hpp>

inline void use_heap(Actor &actor)
{
    Random &random = actor.random;
    const int file = actor.file();
    // It is known by its number and that of its address space.
    const auto known = static_cast<uint32_t>(random.between(1, Actor::heaps));
    drm_panthor_tiler_heap_destroy destroy{.handle = actor.about(actor.vm() << 16 | known),
                                           .pad = actor.is_odd() ? 1u : 0u};
    if (random.chance(40)) {
        actor.ask(file, DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, destroy);
        return;
    }
    drm_panthor_tiler_heap_create create{};
    create.vm_id = actor.vm();
    create.initial_chunk_count = actor.about(static_cast<uint32_t>(random.between(1, 3)));
    create.chunk_size = actor.about(random.chance(70) ? 128u << 10 : 256u << 10);
    create.max_chunks = actor.about(8u);
    create.target_in_flight = actor.about(1u);
    // It has all its memory at once: what would be too much of that is asked for as what cannot be.
    if (create.initial_chunk_count > 8 || create.chunk_size > mib)
        create.max_chunks = 0;
    if (!actor.ask(file, DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE, create) ||
        (create.handle & 0xffff) <= Actor::heaps)
        return;
    destroy = {.handle = create.handle, .pad = 0};
    actor.ask(file, DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, destroy);
}
