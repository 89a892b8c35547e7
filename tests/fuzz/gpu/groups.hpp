// SPDX-License-Identifier: GPL-2.0
// Groups of queues, and what is submitted to them.
#pragma once

#include <tests/fuzz/gpu/fences.hpp>
#include <tests/fuzz/gpu/streams.hpp>

inline void destroy_group(Actor &actor, int file, uint32_t group)
{
    drm_panthor_group_destroy destroy{.group_handle = group, .pad = actor.is_odd() ? 1u : 0u};
    actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy);
}

inline void create_group(Actor &actor, int file)
{
    Random &random = actor.random;
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
    if (actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_CREATE, create) &&
        create.group_handle > Actor::groups)
        destroy_group(actor, file, create.group_handle);
}

inline void use_group(Actor &actor)
{
    const int file = actor.file();
    if (actor.random.chance(40))
        destroy_group(actor, file, actor.group());
    else
        create_group(actor, file);
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
    const int file = actor.file();
    if (actor.ask(file, DRM_IOCTL_PANTHOR_GROUP_SUBMIT, all)) {
        actor.world.submitted += count;
        return;
    }
    // One that has come to its end is followed by another one, mostly of the same number.
    if (errno == EINVAL && random.chance(50)) {
        destroy_group(actor, file, all.group_handle);
        create_group(actor, file);
    }
}
