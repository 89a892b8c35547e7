// SPDX-License-Identifier: GPL-2.0
// Memory that programs have made for a tiler: chunks, each with where the next one is, as panthor's firmware has
// them. This device has no tiler that would ask for more of them.
#pragma once

#include <bindings/drm/vmap.hpp>
#include <modules/gpu/vm.hpp>

namespace gpu {

class TilerHeap : public RefCounted<TilerHeap> {
public:
    static constexpr u32 least_chunk = 128 << 10;
    static constexpr u32 most_chunk = Vm::heap_window_size;

    /// `chunk_size`: of whole pages, within the limits above.
    ///
    /// Context: Process context. May sleep.
    /// Return: so many chunks; -ENOMEM, -ENOSPC: the address space has no room for them, -ENODEV.
    static Result<RefPtr<TilerHeap>> create(const drm::File &file, RefPtr<Vm> vm, u32 chunks,
                                            u32 chunk_size) MAY_SLEEP;

    /// What is mapped of it.
    class Memory {
    public:
        explicit Memory(RefPtr<Vm> &&vm) : vm_(std::move(vm)) {}
        Memory(const Memory &) = delete;
        Memory &operator=(const Memory &) = delete;
        ~Memory() MAY_SLEEP;

        /// One buffer more.
        ///
        /// Context: Process context. May sleep.
        /// Return: where it is; -ENOMEM, -ENOSPC, -ENODEV.
        Result<u64> add(const BufferRef &buffer) MAY_SLEEP;

        const Vm &vm() const [[clang::lifetimebound]] { return *vm_; }

    private:
        RefPtr<Vm> vm_;
        Vec<IdaNumber> windows_;
    };

    TilerHeap(Box<Memory> &&memory, u64 context, u64 first_chunk)
        : memory_(std::move(memory)), context_(context), first_chunk_(first_chunk)
    {}

    /// Context: Any context.
    bool is_of(const Vm &vm) const { return memory_->vm().is(vm); }
    u64 context() const { return context_; }
    u64 first_chunk() const { return first_chunk_; }

private:
    Box<Memory> memory_;
    u64 context_;
    u64 first_chunk_;
};

} // namespace gpu
