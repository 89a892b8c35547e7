// SPDX-License-Identifier: GPL-2.0
// A thread of a process, and what it knows of a graphics processor. Most of that are numbers, which are small: of
// what they stand for, somebody else may have made another use.
#pragma once

#include <tests/fuzz/drm/actor.hpp>
#include <tests/fuzz/drm/device.hpp>
#include <tests/fuzz/gpu/world.hpp>
#include <tests/user/gpu/device.hpp>

inline DrmDevice gpu_device{.driver = "gpu", .minor = "renderD", .slot = {}};

using Process = DrmProcess<World>;

struct Actor : DrmActor<Process> {
    Actor(Process &process, size_t index, uint32_t life)
        : DrmActor(process, index, life), scratch(high_fd(memfd_create("fuzz", MFD_CLOEXEC)))
    {}
    ~Actor() { close(scratch); }
    Actor(const Actor &) = delete;
    Actor &operator=(const Actor &) = delete;

    static constexpr uint32_t vms = 2, groups = 3, heaps = 3, syncobjs = 4, buffers = 12;
    uint32_t vm() { return about(static_cast<uint32_t>(random.between(1, vms))); }
    uint32_t group() { return about(static_cast<uint32_t>(random.between(1, groups))); }
    uint32_t syncobj() { return about(static_cast<uint32_t>(random.between(1, syncobjs))); }

    /// Where buffers are mapped: in few places, so that they meet.
    uint64_t place()
    {
        constexpr uint64_t first = 1 << 20;
        constexpr uint64_t distance = 4 * page;
        const uint64_t near = first + random.below(4) * distance;
        return random.chance(95) ? near : near + (1ULL << random.between(21, 46));
    }
    /// In a buffer, and in what is mapped of it; instructions begin at one of these.
    static constexpr size_t slot_size = 512;
    uint64_t slot() { return random.below(Process::mapped / slot_size) * slot_size; }

    template <class T> drm_panthor_obj_array objects(const std::vector<T> &all)
    {
        drm_panthor_obj_array array{.stride = sizeof(T),
                                    .count = static_cast<uint32_t>(all.size()),
                                    .array = address(all.data())};
        array.stride = about(array.stride);
        array.count = about(array.count);
        array.array = about(array.array);
        return array;
    }

    int scratch; // a file
};
