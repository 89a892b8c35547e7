// SPDX-License-Identifier: GPL-2.0
#include <modules/gpu/group_memory.hpp>

#include <ranges>

namespace gpu {

Result<Box<GroupMemory>> GroupMemory::create(const drm::File &file, RefPtr<Vm> vm,
                                             std::span<const QueueParameters> queues) MAY_SLEEP
{
    u64 size = rings_offset;
    for (const auto &queue : queues)
        size += queue.ring_size;
    auto buffer = TRY(vm->create_buffer(file, size));
    auto map = TRY(drm::Vmap<Buffer>::create(buffer));
    auto window = TRY(vm->map_window(buffer));
    return make_box<GroupMemory>(GFP_KERNEL, std::move(vm), std::move(window), std::move(map),
                                 queues);
}

GroupMemory::GroupMemory(RefPtr<Vm> &&vm, IdaNumber window, drm::Vmap<Buffer> &&map,
                         std::span<const QueueParameters> queues)
    : vm_(std::move(vm)), window_(std::move(window)), map_(std::move(map))
{
    u64 offset = rings_offset;
    for (auto [ring, queue] : std::views::zip(rings_, queues)) {
        ring = {.offset = offset, .size = queue.ring_size, .priority = queue.priority};
        offset += queue.ring_size;
    }
}

abi::QueueConfig GroupMemory::config(u32 queue) const
{
    const u64 from = vm_->window_at(window_);
    return {.ring = from + rings_[queue].offset,
            .input = from + interface_offset(queue),
            .output = from + interface_offset(queue) + output_offset,
            .ring_size = rings_[queue].size,
            .priority = rings_[queue].priority};
}

void GroupMemory::write_call(u32 queue, u64 insert, const Call &call) const
{
    const Ring &ring = rings_[queue];
    u64 at = ring.offset + insert % ring.size;
    for (const u64 word : call) {
        map_.write(at, word);
        at += sizeof(word);
    }
}

} // namespace gpu
