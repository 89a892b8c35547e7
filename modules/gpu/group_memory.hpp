// SPDX-License-Identifier: GPL-2.0
// What a group has in memory: of its queues the registers while they do not run, the rings, how far they have
// come. It is mapped for the device behind what is the program's.
#pragma once

#include <bindings/drm/vmap.hpp>
#include <modules/gpu/abi/messages.hpp>
#include <modules/gpu/instructions.hpp>
#include <modules/gpu/vm.hpp>

#include <array>
#include <span>

namespace gpu {

/// What a program says of a queue.
struct QueueParameters {
    u32 ring_size; // a power of two, of whole pages, of Vm::window_size / 16 at most
    u32 priority;
};

class GroupMemory {
public:
    /// Context: Process context. May sleep.
    /// Return: memory of zeros, for these queues; -ENOMEM, -ENOSPC: the address space has no room, -ENODEV.
    static Result<Box<GroupMemory>> create(const drm::File &file, RefPtr<Vm> vm,
                                           std::span<const QueueParameters> queues) MAY_SLEEP;

    GroupMemory(RefPtr<Vm> &&vm, IdaNumber window, drm::Vmap<Buffer> &&map,
                std::span<const QueueParameters> queues);
    GroupMemory(const GroupMemory &) = delete;
    GroupMemory &operator=(const GroupMemory &) = delete;
    ~GroupMemory() MAY_SLEEP { vm_->unmap_window(window_); }

    const Vm &vm() const [[clang::lifetimebound]] { return *vm_; }

    /// As the firmware is told of it.
    ///
    /// Context: Any context.
    u64 state_address() const { return vm_->window_at(window_); }
    abi::QueueConfig config(u32 queue) const;
    u64 sync_address(u32 queue) const { return vm_->window_at(window_) + sync_offset(queue); }

    /// Writes a call into a queue's ring behind `insert` bytes, of which there is room.
    ///
    /// Context: Any context.
    void write_call(u32 queue, u64 insert, const Call &call) const;
    /// Has the queue go on to `insert`.
    ///
    /// Context: Any context.
    void set_insert(u32 queue, u64 insert) const { map_.write(interface_offset(queue), insert); }
    /// How many calls the device has done.
    ///
    /// Context: Any context.
    u64 done(u32 queue) const { return map_.read(sync_offset(queue)); }

private:
    static constexpr u64 page = PageTable::page_size;
    static constexpr u64 syncs_offset = abi::most_queues * abi::queue_state_size;
    static constexpr u64 interfaces_offset = syncs_offset + page;
    static constexpr u64 rings_offset = interfaces_offset + abi::most_queues * page;
    static constexpr u64 output_offset = page / 2;
    static_assert(syncs_offset % page == 0);

    static constexpr u64 sync_offset(u32 queue) { return syncs_offset + queue * 64; }
    static constexpr u64 interface_offset(u32 queue) { return interfaces_offset + queue * page; }

    struct Ring {
        u64 offset = 0;
        u32 size = 0;
        u32 priority = 0;
    };

    RefPtr<Vm> vm_;
    IdaNumber window_;
    drm::Vmap<Buffer> map_;
    std::array<Ring, abi::most_queues> rings_{};
};

} // namespace gpu
