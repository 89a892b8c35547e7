// SPDX-License-Identifier: GPL-2.0
// What is asked of groups and cannot be: it is refused, and changes nothing.
#pragma once

#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/workspace.hpp>

/// A submission that says what cannot be changes nothing.
inline void refusals(const Gpu &gpu)
{
    Workspace space(gpu);
    Group group(gpu, space.vm, 2);
    Syncobj fence(gpu);
    const auto stream = step(Workspace::base + 0x60000, 1);
    const auto at = space.put(stream);
    const auto size = stream.size();
    const auto tried = [&](auto change, int error) {
        auto submit = submit_of(0, at, size, {signal_to(fence)});
        const std::vector<Sync> syncs{signal_to(fence)};
        submit.syncs = objects(syncs);
        change(submit);
        EXPECT(group.submit({submit_of(1, at, size, {}), submit}), -1, error);
    };
    tried([](Submit &s) { s.queue_index = 2; }, EINVAL);
    tried([](Submit &s) { s.queue_index = ~0u; }, EINVAL);
    tried([](Submit &s) { s.stream_addr += 8; }, EINVAL);
    tried([](Submit &s) { s.stream_size += 4; }, EINVAL);
    tried([](Submit &s) { s.stream_size = 0; }, EINVAL);
    tried([](Submit &s) { s.stream_addr = 0; }, EINVAL);
    tried([](Submit &s) { s.pad = 1; }, EINVAL);
    tried([](Submit &s) { s.latest_flush = 1 << 24; }, EINVAL);
    tried([](Submit &s) { s.syncs.stride = 8; }, EINVAL);
    tried([](Submit &s) { s.syncs.array = 8; }, EFAULT);
    tried([](Submit &s) { s.syncs.count = ~0u; }, ENOMEM);
    std::vector<Sync> syncs{signal_to(fence)};
    const auto with_sync = [&](auto change, int error) {
        syncs[0] = signal_to(fence);
        change(syncs[0]);
        tried([&](Submit &s) { s.syncs = objects(syncs); }, error);
    };
    with_sync([](Sync &s) { s.handle = 4711; }, EINVAL);
    with_sync([](Sync &s) { s = {.flags = 0, .handle = 4711, .timeline_value = 0}; }, ENOENT);
    with_sync([](Sync &s) { s.flags |= 2; }, EINVAL);
    with_sync([](Sync &s) { s.flags |= 1 << 8; }, EINVAL);
    with_sync([](Sync &s) { s.timeline_value = 1; }, EINVAL);
    EXPECT(fence.wait(0), -1, EINVAL);
    EXPECT(space.words[0x60000 / 8], 0, 0);
}

/// Of groups that are none any more, and none at all.
inline void strangers(const Gpu &gpu)
{
    Group group(gpu, gpu.vm());
    drm_panthor_group_submit submit{};
    submit.group_handle = group.handle + 1;
    EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_SUBMIT, submit), -1, EINVAL);
    submit.group_handle = group.handle;
    EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_SUBMIT, submit), 0, 0);
    submit.pad = 1;
    EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_SUBMIT, submit), -1, EINVAL);
    EXPECT(group.destroy(), 0, 0);
    EXPECT(group.destroy(), -1, EINVAL);
}

inline void creation(const Gpu &gpu)
{
    const auto vm = gpu.vm();
    const auto tried = [&](auto change, int error) {
        std::vector<drm_panthor_queue_create> queues(
            2, {.priority = 15, .pad = {}, .ringbuf_size = 65536});
        drm_panthor_group_create create{};
        create.queues = objects(queues);
        create.vm_id = vm;
        create.priority = PANTHOR_GROUP_PRIORITY_LOW;
        create.max_compute_cores = 1;
        create.compute_core_mask = 1;
        change(create, queues[1]);
        EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_CREATE, create), error ? -1 : 0, error);
        drm_panthor_group_destroy destroy{.group_handle = create.group_handle, .pad = 0};
        EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy), error ? -1 : 0, EINVAL);
    };
    using Create = drm_panthor_group_create;
    using QueueCreate = drm_panthor_queue_create;
    tried([](Create &, QueueCreate &) {}, 0);
    tried([](Create &c, QueueCreate &) { c.priority = PANTHOR_GROUP_PRIORITY_HIGH; }, 0);
    tried([](Create &c, QueueCreate &) { c.priority = 3; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.pad = 1; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.vm_id = 31; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.queues.count = 9; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.queues.stride = 4; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.queues.array = 8; }, EFAULT);
    tried([](Create &c, QueueCreate &) { c.max_compute_cores = 2; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.compute_core_mask = 1ULL << 63; }, EINVAL);
    tried([](Create &c, QueueCreate &) { c.max_tiler_cores = 1; }, EINVAL);
    tried([](Create &, QueueCreate &q) { q.priority = 16; }, EINVAL);
    tried([](Create &, QueueCreate &q) { q.pad[2] = 1; }, EINVAL);
    tried([](Create &, QueueCreate &q) { q.ringbuf_size = 2048; }, EINVAL);
    tried([](Create &, QueueCreate &q) { q.ringbuf_size = 131072; }, EINVAL);
    tried([](Create &, QueueCreate &q) { q.ringbuf_size = 12288; }, EINVAL);
}
