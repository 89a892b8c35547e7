// SPDX-License-Identifier: GPL-2.0
// Groups of queues, and what is submitted to them.
#pragma once

#include <tests/fuzz/gpu/fences.hpp>
#include <tests/fuzz/gpu/streams.hpp>

inline void use_group(Actor &actor)
{
    Random &random = actor.random;
    const int file = actor.file();
    drm_panthor_group_destroy destroy{.group_handle = actor.group(),
                                      .pad = actor.is_odd() ? 1u : 0u};
    if (random.chance(40)) {
        actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy);
        return;
    }
    std::vector<drm_panthor_queue_create> queues(random.between(1, 3));
    for (auto &queue : queues) {
        queue.priority = actor.about(static_cast<uint8_t>(random.below(16)));
        queue.ringbuf_size = actor.about(random.pick(std::array{4096u, 4096u, 16384u, 65536u}));
    }
    drm_panthor_group_create create{};
    create.queues = actor.objects(queues);
    create.priority = actor.about(static_cast<uint8_t>(random.below(3)));
    create.max_compute_cores = actor.about(uint8_t{1});
    create.compute_core_mask = actor.about(uint64_t{1});
    create.vm_id = actor.vm();
    if (!actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_CREATE, create) ||
        create.group_handle <= Actor::groups)
        return;
    destroy = {.group_handle = create.group_handle, .pad = 0};
    actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy);
}

inline void submit(Actor &actor)
{
    Random &random = actor.random;
    const size_t count = random.chance(70) ? 1 : random.below(5);
    std::vector<drm_panthor_queue_submit> jobs(count);
    // They are to live until it is submitted.
    std::vector<std::vector<drm_panthor_sync_op>> syncs;
    for (auto &job : jobs) {
        job.queue_index =
            actor.about(static_cast<uint32_t>(random.below(random.chance(80) ? 1 : 3)));
        if (random.chance(90)) {
            job.stream_addr = actor.about(actor.place() + actor.slot());
            job.stream_size = actor.about(static_cast<uint32_t>(Actor::slot_size / 2));
        }
        job.latest_flush = actor.about(0u);
        job.pad = actor.about(0u);
        syncs.push_back(any_syncs(actor));
        job.syncs = actor.objects(syncs.back());
    }
    drm_panthor_group_submit all{};
    all.group_handle = actor.group();
    all.queue_submits = actor.objects(jobs);
    if (actor.ask(actor.file(), DRM_IOCTL_PANTHOR_GROUP_SUBMIT, all))
        actor.world.submitted += count;
}
