// SPDX-License-Identifier: GPL-2.0
// Heaps of a tiler.
#pragma once

#include <tests/user/faults/gpu_scene.hpp>

namespace faults {

struct Heaps : Scene {
    using Scene::Scene;

    int create()
    {
        heap = {};
        heap.vm_id = space.vm;
        heap.initial_chunk_count = 2;
        heap.chunk_size = 128 << 10;
        heap.max_chunks = 2;
        heap.target_in_flight = 1;
        return gpu.ask(DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE, heap);
    }
    /// Its number and places are those that were free.
    std::string state()
    {
        EXPECT(create(), 0, 0);
        drm_panthor_tiler_heap_destroy destroy{.handle = heap.handle, .pad = 0};
        EXPECT(gpu.ask(DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, destroy), 0, 0);
        return Scene::state() + " heap=" + std::to_string(heap.handle) +
               " chunk=" + std::to_string(heap.first_heap_chunk_gpu_va);
    }
    /// The first chunk knows where the second one is.
    bool is_linked() { return word_at(heap.first_heap_chunk_gpu_va) != "0"; }

    drm_panthor_tiler_heap_create heap{};
};

inline void heaps(const std::string &path)
{
    attempt<Heaps>(path, {.name = "gpu: create a heap",
                          .errors = 10,
                          .run = [](Heaps &scene) { return scene.create(); },
                          .is_done = [](Heaps &scene) { return scene.is_linked(); },
                          // That of files in memory that have no memory.
                          .other_error = ENOSPC});
}

} // namespace faults
