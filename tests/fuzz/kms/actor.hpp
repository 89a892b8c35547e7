// SPDX-License-Identifier: GPL-2.0
// A thread of a process, and what all threads of the process know of a screen.
#pragma once

#include <tests/fuzz/drm/actor.hpp>
#include <tests/fuzz/kms/objects.hpp>
#include <tests/fuzz/kms/screen_device.hpp>
#include <tests/fuzz/kms/sized.hpp>
#include <tests/fuzz/kms/world.hpp>

/// The first of its files is mostly the master of the screen, where the others may do less.
struct Process : DrmProcess<World> {
    Process(World &world, const Objects &objects, size_t number)
        : DrmProcess(world, number), objects(objects)
    {}

    const Objects &objects;
    Recent<4> fences; // open files, as what follows
    Recent<3> timelines;
    Recent<8> framebuffers; // Sized
    Recent<4> arrows;       // those that are transparent
    Recent<6> modes;        // Sized blobs
    Recent<6> blobs;
};

struct Actor : DrmActor<Process> {
    Actor(Process &process, size_t index, uint32_t life)
        : DrmActor(process, index, life), objects(process.objects)
    {}

    uint32_t any_framebuffer(unsigned of_arrows = 20)
    {
        return about(Sized::of(random.chance(of_arrows) ? process.arrows.pick(random)
                                                        : process.framebuffers.pick(random))
                         .id);
    }

    const Objects &objects;
};
