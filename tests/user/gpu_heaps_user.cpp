// SPDX-License-Identifier: GPL-2.0
// gpu_heaps_user NODE: heaps of a tiler: what may be asked for, what the processor finds in them, and when they go.
#include <tests/user/gpu/group.hpp>
#include <tests/user/gpu/shared_memory.hpp>
#include <tests/user/gpu/workspace.hpp>

#include <set>

namespace {

using Heap = drm_panthor_tiler_heap_create;

constexpr std::uint32_t chunk_size = mib;

Heap heap_of(std::uint32_t vm, std::uint32_t chunks)
{
    Heap heap{};
    heap.vm_id = vm;
    heap.initial_chunk_count = chunks;
    heap.chunk_size = chunk_size;
    heap.max_chunks = 64;
    heap.target_in_flight = 65535;
    return heap;
}

int create(const Gpu &gpu, Heap &heap)
{
    return gpu.ask(DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE, heap);
}
int destroy(const Gpu &gpu, std::uint32_t handle, std::uint32_t pad = 0)
{
    drm_panthor_tiler_heap_destroy heap{.handle = handle, .pad = pad};
    return gpu.ask(DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, heap);
}

void fields(const Gpu &gpu)
{
    const auto vm = gpu.vm();
    const auto tried = [&](auto change, int error) {
        Heap heap = heap_of(vm, 2);
        change(heap);
        EXPECT(create(gpu, heap), error ? -1 : 0, error);
        if (!error)
            EXPECT(destroy(gpu, heap.handle), 0, 0);
    };
    tried([](Heap &) {}, 0);
    tried([](Heap &heap) { heap.chunk_size = 128 << 10; }, 0);
    tried([](Heap &heap) { heap.chunk_size = 8 << 20; }, 0);
    tried([](Heap &heap) { heap.max_chunks = 2; }, 0);
    tried([](Heap &heap) { heap.initial_chunk_count = 0; }, EINVAL);
    tried([](Heap &heap) { heap.max_chunks = 1; }, EINVAL);
    tried([](Heap &heap) { heap.chunk_size = 64 << 10; }, EINVAL);
    tried([](Heap &heap) { heap.chunk_size = (8 << 20) + page; }, EINVAL);
    tried([](Heap &heap) { heap.chunk_size += 1; }, EINVAL);
    tried([](Heap &heap) { heap.vm_id += 1; }, EINVAL);
    tried([](Heap &heap) { heap.vm_id = 0; }, EINVAL);
    EXPECT(gpu.destroy_vm(vm), 0, 0);
}

/// A chunk has in its first word where the next is, with how many pages that has.
void chunks(const Gpu &gpu)
{
    constexpr std::uint32_t count = 5;
    Workspace space(gpu);
    Group group(gpu, space.vm);
    Syncobj done(gpu);
    Heap heap = heap_of(space.vm, count);
    EXPECT(create(gpu, heap), 0, 0);
    EXPECT(heap.tiler_heap_ctx_gpu_va != 0, true, 0);
    const auto word_at = [&](std::uint64_t address) {
        const auto copy = Stream()
                              .move48(0, address)
                              .load(4, 3, 0)
                              .move48(2, Workspace::base + 0x60000)
                              .store(4, 3, 2);
        EXPECT(group.submit({submit_of(0, space.put(copy), copy.size(), {signal_to(done)})}), 0, 0);
        EXPECT(done.wait(), 0, 0);
        return space.words[0x60000 / 8];
    };
    EXPECT(word_at(heap.tiler_heap_ctx_gpu_va), 0, 0);
    std::set<std::uint64_t> seen{heap.tiler_heap_ctx_gpu_va};
    std::uint64_t chunk = heap.first_heap_chunk_gpu_va;
    for (std::uint32_t i = 0; i < count; i++) {
        EXPECT(seen.insert(chunk).second, true, 0);
        EXPECT(word_at(chunk + chunk_size - 8), 0, 0);
        const auto next = word_at(chunk);
        EXPECT(next % page, i + 1 < count ? chunk_size / page : 0, 0);
        chunk = next / page * page;
    }
    EXPECT(chunk, 0, 0);
    EXPECT(group.state().state, 0, 0);
    EXPECT(destroy(gpu, heap.handle), 0, 0);
    // Nothing is there any more.
    word_at(heap.first_heap_chunk_gpu_va);
    EXPECT(group.state().state, DRM_PANTHOR_GROUP_STATE_FATAL_FAULT, 0);
}

void handles(const char *path)
{
    const SharedMemory memory(8 * mib);
    {
        const Gpu gpu(path), other(path);
        const auto vm = gpu.vm(), another = gpu.vm(), theirs = other.vm();
        Heap heap = heap_of(vm, 8), kept = heap_of(another, 8), last = heap_of(vm, 8);
        EXPECT(create(gpu, heap) | create(gpu, kept) | create(gpu, last), 0, 0);
        EXPECT(memory.buffers(), 3, 0);
        EXPECT(heap.handle >> 16, vm, 0);
        EXPECT(destroy(gpu, heap.handle, 1), -1, EINVAL);
        EXPECT(destroy(gpu, heap.handle + 100), -1, EINVAL);
        EXPECT(destroy(gpu, (another << 16) | (heap.handle & 0xffff)), -1, EINVAL);
        EXPECT(destroy(other, (theirs << 16) | (heap.handle & 0xffff)), -1, EINVAL);
        EXPECT(destroy(gpu, heap.handle), 0, 0);
        EXPECT(destroy(gpu, heap.handle), -1, EINVAL);
        EXPECT(memory.buffers(), 2, 0);
        // With its address space it goes.
        EXPECT(gpu.destroy_vm(vm), 0, 0);
        EXPECT(destroy(gpu, last.handle), -1, EINVAL);
        EXPECT(memory.buffers(), 1, 0);
        // More than there is room for leaves nothing behind.
        drm_panthor_vm_create small{};
        small.user_va_range = (std::uint64_t{1} << 48) - (256 << 20);
        EXPECT(gpu.create_vm(small), 0, 0);
        Heap large = heap_of(small.id, 64);
        EXPECT(create(gpu, large), -1, ENOSPC);
        large.initial_chunk_count = 8;
        EXPECT(create(gpu, large), 0, 0);
        EXPECT(destroy(gpu, large.handle), 0, 0);
        EXPECT(memory.buffers(), 1, 0);
    }
    EXPECT(memory.buffers(), 0, 0);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const Gpu gpu(argv[1]);
    fields(gpu);
    chunks(gpu);
    handles(argv[1]);
    return failures != 0;
}
