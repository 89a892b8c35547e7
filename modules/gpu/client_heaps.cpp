// SPDX-License-Identifier: GPL-2.0
// The commands of a client that are about heaps of a tiler. A heap is known by its number and that of its address
// space together.
#include <modules/gpu/client.hpp>

namespace gpu {
namespace {

constexpr u32 vm_shift = 16;

} // namespace

Result<> Client::tiler_heap_create(const drm::File &file, drm_panthor_tiler_heap_create &args) const
    MAY_SLEEP
{
    auto vm = TRY(vms_.get(args.vm_id));
    if (args.initial_chunk_count == 0 || args.initial_chunk_count > args.max_chunks ||
        args.chunk_size % PageTable::page_size != 0 || args.chunk_size < TilerHeap::least_chunk ||
        args.chunk_size > TilerHeap::most_chunk)
        return -EINVAL;
    auto heap =
        TRY(TilerHeap::create(file, std::move(vm), args.initial_chunk_count, args.chunk_size));
    args.tiler_heap_ctx_gpu_va = heap->context();
    args.first_heap_chunk_gpu_va = heap->first_chunk();
    args.handle = args.vm_id << vm_shift | TRY(heaps_.add(std::move(heap)));
    return {};
}

Result<> Client::tiler_heap_destroy(drm_panthor_tiler_heap_destroy &args) const MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    const auto vm = TRY(vms_.get(args.handle >> vm_shift));
    const u32 number = args.handle & ((1u << vm_shift) - 1);
    if (!TRY(heaps_.get(number))->is_of(*vm))
        return -EINVAL;
    TRY(heaps_.take(number));
    return {};
}

void Client::drop_heaps(const Vm &vm) const MAY_SLEEP
{
    for (u32 i = 1; i <= most_heaps; i++)
        if (const auto heap = heaps_.get(i); heap && (*heap)->is_of(vm))
            (void)heaps_.take(i);
}

} // namespace gpu
