// SPDX-License-Identifier: GPL-2.0
// Fences with handles: who signals them, and who waits.
#pragma once

#include <tests/fuzz/gpu/actor.hpp>

#include <ctime>

inline std::vector<drm_panthor_sync_op> any_syncs(Actor &actor)
{
    Random &random = actor.random;
    std::vector<drm_panthor_sync_op> syncs(random.pick(std::array{0UL, 1UL, 1UL, 1UL, 3UL}));
    for (auto &sync : syncs) {
        sync.handle = actor.syncobj();
        if (random.chance(80))
            sync.flags = static_cast<uint32_t>(DRM_PANTHOR_SYNC_OP_SIGNAL);
        if (random.chance(25)) {
            sync.flags |= DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ;
            sync.timeline_value = actor.about(random.between(1, 6));
        }
        sync.flags = actor.about(sync.flags);
    }
    return syncs;
}

inline int64_t soon(Random &random)
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec +
           static_cast<int64_t>(random.below(40'000'000));
}

inline void wait_for_fences(Actor &actor)
{
    Random &random = actor.random;
    std::array<uint32_t, 3> handles{actor.syncobj(), actor.syncobj(), actor.syncobj()};
    std::array<uint64_t, 3> points{random.below(6), random.below(6), random.below(6)};
    // The core warns of so many that there can be no memory for them (drm_syncobj_array_find()).
    const auto count =
        static_cast<uint32_t>(actor.is_odd() ? random.below(1000) : random.between(1, 3));
    const auto flags =
        actor.about(static_cast<uint32_t>(random.pick(std::array{0, 0, 1, 2, 3, 4, 7})));
    bool is_done = false;
    if (random.chance(70)) {
        drm_syncobj_wait wait{};
        wait.handles = address(handles.data());
        wait.timeout_nsec = soon(random);
        wait.count_handles = count;
        wait.flags = flags;
        is_done = actor.ask(actor.file(), DRM_IOCTL_SYNCOBJ_WAIT, wait);
    } else {
        drm_syncobj_timeline_wait wait{};
        wait.handles = address(handles.data());
        wait.points = address(points.data());
        wait.timeout_nsec = soon(random);
        wait.count_handles = count;
        wait.flags = flags;
        is_done = actor.ask(actor.file(), DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT, wait);
    }
    actor.world.finished += is_done ? 1 : 0;
}

/// One of a file is known to another one, or what it stands for is.
inline void pass_on_syncobj(Actor &actor)
{
    Random &random = actor.random;
    drm_syncobj_handle pass{
        .handle = actor.syncobj(), .flags = random.chance(50) ? 1u : 0u, .fd = -1, .pad = 0};
    if (!actor.ask(actor.file(), DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD, pass))
        return;
    const int passed = pass.fd;
    if (pass.flags != 0)
        pass.handle = actor.syncobj();
    const int file = actor.file();
    if (actor.ask(file, DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE, pass) && pass.handle > Actor::syncobjs) {
        drm_syncobj_destroy destroy{.handle = pass.handle, .pad = 0};
        actor.ask(file, DRM_IOCTL_SYNCOBJ_DESTROY, destroy);
    }
    close(passed);
}

inline void use_syncobj(Actor &actor)
{
    Random &random = actor.random;
    const int file = actor.file();
    drm_syncobj_destroy destroy{.handle = actor.syncobj(), .pad = 0};
    drm_syncobj_create create{.handle = 0, .flags = random.chance(60) ? 0u : 1u};
    drm_syncobj_transfer transfer{};
    std::array<uint32_t, 2> handles{actor.syncobj(), actor.syncobj()};
    drm_syncobj_array all{};
    all.handles = address(handles.data());
    all.count_handles = 2;
    switch (random.below(8)) {
    case 0: actor.ask(file, DRM_IOCTL_SYNCOBJ_DESTROY, destroy); return;
    case 1: pass_on_syncobj(actor); return;
    case 2: actor.ask(file, DRM_IOCTL_SYNCOBJ_RESET, all); return;
    case 3: actor.ask(file, DRM_IOCTL_SYNCOBJ_SIGNAL, all); return;
    case 4:
        transfer.src_handle = actor.syncobj();
        transfer.dst_handle = actor.syncobj();
        transfer.dst_point = random.below(6);
        actor.ask(file, DRM_IOCTL_SYNCOBJ_TRANSFER, transfer);
        return;
    default: break;
    }
    if (!actor.ask(file, DRM_IOCTL_SYNCOBJ_CREATE, create) || create.handle <= Actor::syncobjs)
        return;
    destroy.handle = create.handle;
    actor.ask(file, DRM_IOCTL_SYNCOBJ_DESTROY, destroy);
}
