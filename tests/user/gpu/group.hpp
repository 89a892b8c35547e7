// SPDX-License-Identifier: GPL-2.0
// Groups of queues, what is submitted to them, and the fences that tell of its end.
#pragma once

#include <tests/user/gpu/device.hpp>

#include <ctime>

/// A fence with a handle.
class Syncobj {
public:
    explicit Syncobj(const Gpu &gpu) : gpu_(gpu)
    {
        drm_syncobj_create create{};
        need(gpu.ask(DRM_IOCTL_SYNCOBJ_CREATE, create) == 0, "a fence");
        handle = create.handle;
    }
    ~Syncobj()
    {
        drm_syncobj_destroy destroy{.handle = handle, .pad = 0};
        gpu_.ask(DRM_IOCTL_SYNCOBJ_DESTROY, destroy);
    }
    Syncobj(const Syncobj &) = delete;
    Syncobj &operator=(const Syncobj &) = delete;

    /// 0 when it is signalled; -1 and ETIME: not within so many seconds.
    int wait(double seconds = 20) const
    {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        drm_syncobj_wait wait{};
        wait.handles = address(&handle);
        wait.count_handles = 1;
        wait.timeout_nsec =
            now.tv_sec * 1'000'000'000LL + now.tv_nsec + static_cast<std::int64_t>(seconds * 1e9);
        return gpu_.ask(DRM_IOCTL_SYNCOBJ_WAIT, wait);
    }
    int wait_point(std::uint64_t point, double seconds = 20) const
    {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        drm_syncobj_timeline_wait wait{};
        wait.handles = address(&handle);
        wait.points = address(&point);
        wait.count_handles = 1;
        wait.flags = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT;
        wait.timeout_nsec =
            now.tv_sec * 1'000'000'000LL + now.tv_nsec + static_cast<std::int64_t>(seconds * 1e9);
        return gpu_.ask(DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT, wait);
    }

    std::uint32_t handle{};

private:
    const Gpu &gpu_;
};

using Sync = drm_panthor_sync_op;

inline Sync wait_for(const Syncobj &object, std::uint64_t point = 0)
{
    return {.flags = point ? DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ : 0u,
            .handle = object.handle,
            .timeline_value = point};
}
inline Sync signal_to(const Syncobj &object, std::uint64_t point = 0)
{
    auto op = wait_for(object, point);
    op.flags |= static_cast<std::uint32_t>(DRM_PANTHOR_SYNC_OP_SIGNAL);
    return op;
}

template <class T> drm_panthor_obj_array objects(const std::vector<T> &all)
{
    return {.stride = sizeof(T),
            .count = static_cast<std::uint32_t>(all.size()),
            .array = address(all.data())};
}

using Submit = drm_panthor_queue_submit;

/// `syncs` is to live until it is submitted: to the end of the full expression, for what is made in it.
inline Submit submit_of(std::uint32_t queue, std::uint64_t at, std::uint32_t size,
                        const std::vector<Sync> &syncs)
{
    Submit submit{};
    submit.queue_index = queue;
    submit.stream_addr = at;
    submit.stream_size = size;
    submit.syncs = objects(syncs);
    return submit;
}

class Group {
public:
    /// Of queues alike.
    Group(const Gpu &gpu, std::uint32_t vm, unsigned queues = 1,
          std::uint8_t priority = PANTHOR_GROUP_PRIORITY_MEDIUM)
        : gpu_(gpu)
    {
        const std::vector<drm_panthor_queue_create> all(
            queues, {.priority = 1, .pad = {}, .ringbuf_size = 4096});
        drm_panthor_group_create create{};
        create.queues = objects(all);
        create.priority = priority;
        create.vm_id = vm;
        need(gpu.ask(DRM_IOCTL_PANTHOR_GROUP_CREATE, create) == 0, "a group");
        handle = create.group_handle;
    }
    ~Group() { destroy(); }
    Group(const Group &) = delete;
    Group &operator=(const Group &) = delete;

    int destroy()
    {
        drm_panthor_group_destroy destroy{.group_handle = std::exchange(handle, 0), .pad = 0};
        return gpu_.ask(DRM_IOCTL_PANTHOR_GROUP_DESTROY, destroy);
    }

    int submit(const std::vector<Submit> &jobs) const
    {
        drm_panthor_group_submit submit{};
        submit.group_handle = handle;
        submit.queue_submits = objects(jobs);
        return gpu_.ask(DRM_IOCTL_PANTHOR_GROUP_SUBMIT, submit);
    }

    drm_panthor_group_get_state state() const
    {
        drm_panthor_group_get_state get{};
        get.group_handle = handle;
        need(gpu_.ask(DRM_IOCTL_PANTHOR_GROUP_GET_STATE, get) == 0, "the state of a group");
        return get;
    }

    std::uint32_t handle{};

private:
    const Gpu &gpu_;
};
