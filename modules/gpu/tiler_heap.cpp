// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/tiler_heap.hpp>

namespace gpu {

TilerHeap::Memory::~Memory() MAY_SLEEP
{
    for (const auto &window : windows_)
        vm_->unmap_window(window);
}

Result<u64> TilerHeap::Memory::add(const BufferRef &buffer) MAY_SLEEP
{
    TRY(windows_.reserve(windows_.size() + 1, GFP_KERNEL));
    auto window = TRY(vm_->map_heap_window(buffer));
    const u64 address = vm_->window_at(window);
    // There is room for it.
    (void)windows_.push_back(std::move(window), GFP_KERNEL);
    return address;
}

Result<RefPtr<TilerHeap>> TilerHeap::create(const drm::File &file, RefPtr<Vm> vm, u32 chunks,
                                            u32 chunk_size) MAY_SLEEP
{
    auto memory = TRY(make_box<Memory>(GFP_KERNEL, std::move(vm)));
    const u64 context =
        TRY(memory->add(TRY(memory->vm().create_buffer(file, PageTable::page_size))));
    u64 chunk = 0;
    for (u32 i = 0; i < chunks; i++) {
        const auto buffer = TRY(memory->vm().create_buffer(file, chunk_size));
        // The size of the next one is in the bits that its address does not need.
        const u64 next = chunk == 0 ? 0 : chunk | chunk_size / PageTable::page_size;
        TRY(drm::Vmap<Buffer>::create(buffer)).write(0, next);
        chunk = TRY(memory->add(buffer));
    }
    return make_ref<TilerHeap>(GFP_KERNEL, std::move(memory), context, chunk);
}

} // namespace gpu
