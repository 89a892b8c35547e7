// SPDX-License-Identifier: GPL-2.0
// Address spaces, buffers, and what is mapped.
#pragma once

#include <tests/fuzz/drm/buffers.hpp>
#include <tests/fuzz/gpu/fences.hpp>

inline void use_vm(Actor &actor)
{
    Random &random = actor.random;
    const int file = actor.file();
    drm_panthor_vm_destroy destroy{.id = actor.vm(), .pad = actor.is_odd() ? 1u : 0u};
    if (random.chance(20)) {
        actor.ask(file, DRM_IOCTL_PANTHOR_VM_DESTROY, destroy);
        return;
    }
    drm_panthor_vm_create create{};
    create.user_va_range = random.chance(70) ? 0 : actor.about(uint64_t{1} << 32);
    create.flags = actor.about(0u);
    if (!actor.ask(file, DRM_IOCTL_PANTHOR_VM_CREATE, create) || create.id <= Actor::vms)
        return;
    destroy = {.id = create.id, .pad = 0};
    actor.ask(file, DRM_IOCTL_PANTHOR_VM_DESTROY, destroy);
}

inline void use_buffer(Actor &actor)
{
    Random &random = actor.random;
    const int file = actor.file();
    drm_gem_close close{.handle = actor.handle(), .pad = 0};
    if (random.chance(25)) {
        actor.ask(file, DRM_IOCTL_GEM_CLOSE, close);
        return;
    }
    drm_panthor_bo_create create{};
    create.size = random.pick(std::array{4UL, 4UL, 8UL, 16UL, 16UL, 64UL, 600UL}) * page;
    if (actor.is_odd())
        create.size = random.chance(50) ? random.boundary() : create.size - 1;
    create.flags = actor.about(random.chance(90) ? 0u : 1u);
    create.exclusive_vm_id = random.chance(80) ? 0 : actor.vm();
    if (!actor.ask(file, DRM_IOCTL_PANTHOR_BO_CREATE, create))
        return;
    // What is large takes memory as soon as it is mapped, and what is not known, for as long as the file is open.
    if (create.size <= 8 * mib && create.handle <= Actor::buffers)
        return;
    close.handle = create.handle;
    actor.ask(file, DRM_IOCTL_GEM_CLOSE, close);
}

inline void use_map(Actor &actor)
{
    if (actor.random.chance(20)) {
        unmap_buffer(actor);
        return;
    }
    drm_panthor_bo_mmap_offset where{.handle = actor.handle(), .pad = 0, .offset = 0};
    const int file = actor.file();
    if (actor.ask(file, DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET, where))
        map_buffer(actor, file, where.offset);
}

inline drm_panthor_vm_bind_op any_bind(Actor &actor, bool is_later)
{
    Random &random = actor.random;
    drm_panthor_vm_bind_op op{};
    op.va = actor.place();
    op.size = random.between(1, random.chance(90) ? 4 : 16) * page;
    if (random.chance(85)) {
        op.bo_handle = actor.handle();
        op.size = random.pick(std::array{4UL, 4UL, 4UL, random.between(1, 16)}) * page;
        op.bo_offset = random.chance(85) ? 0 : random.below(4) * page;
        op.flags = random.chance(85) ? 0 : static_cast<uint32_t>(random.below(8));
    } else {
        op.flags = DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP;
    }
    if (is_later && random.chance(10)) {
        op = {};
        op.flags = DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY;
    }
    if (!actor.is_odd())
        return op;
    switch (random.below(6)) {
    case 0: op.va = random.boundary(); break;
    case 1: op.va = -op.size + random.below(3) * page; break;
    case 2: op.size = random.boundary(); break;
    case 3: op.bo_offset = random.boundary(); break;
    case 4: op.flags = static_cast<uint32_t>(random.boundary()); break;
    default: op.va = random.near(op.va);
    }
    return op;
}

inline void change_mappings(Actor &actor, bool is_later)
{
    const size_t count = actor.random.chance(70) ? 1 : actor.random.below(6);
    std::vector<drm_panthor_vm_bind_op> ops;
    // They are to live until it is asked for.
    std::vector<std::vector<drm_panthor_sync_op>> syncs(count);
    for (auto &those : syncs) {
        auto op = any_bind(actor, is_later);
        if (is_later || actor.is_odd()) {
            those = any_syncs(actor);
            op.syncs = actor.objects(those);
        }
        ops.push_back(op);
    }
    drm_panthor_vm_bind bind{};
    bind.vm_id = actor.vm();
    bind.flags = actor.about(is_later ? static_cast<uint32_t>(DRM_PANTHOR_VM_BIND_ASYNC) : 0u);
    bind.ops = actor.objects(ops);
    actor.ask(actor.file(), DRM_IOCTL_PANTHOR_VM_BIND, bind);
}
