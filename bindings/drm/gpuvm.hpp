// SPDX-License-Identifier: GPL-2.0
// <drm/drm_gpuvm.h>: which buffers are mapped where in an address space of a device, and what has to change when
// mappings come over others.
#pragma once

#include <bindings/drm/gpuvm_link.hpp>

#include <array>
#include <optional>

namespace kernel::drm {

/// What is done to page tables, step by step. None of it can fail: what it needs is there before.
template <class S, class T>
concept MappingSteps = requires(S &steps, const GemRef<T> &buffer, u64 n, u32 flags) {
    { steps.map(n, n, buffer, n, flags) } -> std::same_as<void>; // at, size, buffer, offset, flags
    { steps.unmap(n, n) } -> std::same_as<void>;                 // from, size
};

/// The mappings of one address space, of buffers of T, with steps S. Who has it changes them one at a time: it is
/// Locked.
///
/// Invariant: it has an address space unless it was moved from; each mapping keeps its buffer, and the link to it.
template <Buffer T, MappingSteps<T> S> class Gpuvm {
    struct Mapping;

public:
    using Link = GpuvmLink<T>;

    /// Mappings that a change has ended, with their buffers: dropped once the device uses them no more.
    class [[nodiscard("the device may still use the memory")]] Ended {
    public:
        Ended() = default;
        Ended(Ended &&from) noexcept : first_(std::exchange(from.first_, nullptr)) {}
        Ended &operator=(Ended &&) = delete;
        /// Those of another change are dropped with these.
        ///
        /// Context: Process context.
        void keep(Ended &&others)
        {
            while (Mapping *mapping = others.first_) {
                others.first_ = mapping->next_ended;
                add(*mapping);
            }
        }
        /// Context: as the end of a GpuvmLink: not where a fence is to be signalled.
        ~Ended() MAY_SLEEP
        {
            unsafe("add() has been given them, and nobody else has them any more") {
                while (first_)
                    static_cast<void>(
                        Box<Mapping>::from_raw(std::exchange(first_, first_->next_ended)));
            }
        }

    private:
        friend class Gpuvm;
        void add(Mapping &mapping) { mapping.next_ended = std::exchange(first_, &mapping); }

        Mapping *first_ = nullptr;
    };

    /// What a change takes: memory that is there before, so that the change cannot lack it. Who signals fences
    /// must not wait for memory.
    class Spare {
        friend class Gpuvm;
        std::array<std::optional<Box<Mapping>>, 3> mappings;
    };

    /// Context: Process context. May sleep.
    /// Return: what any one change takes; -ENOMEM.
    static Result<Spare> spare() MAY_SLEEP
    {
        // A mapping for itself, and two for what it leaves of others.
        Spare spare;
        for (auto &mapping : spare.mappings)
            mapping = TRY(make_box<Mapping>(GFP_KERNEL));
        return spare;
    }

    /// Context: Process context. May sleep.
    /// Return: an address space of `size` bytes from 0 on; -ENOMEM.
    static Result<Gpuvm> create(const File &file, u64 size) MAY_SLEEP
    {
        auto node = TRY(make_box<Node>(GFP_KERNEL));
        unsafe("the file keeps the device; vm_free() comes once, with the last reference") {
            auto *shared = raw::drm_gpuvm_resv_object_alloc(&file.device());
            if (!shared)
                return -ENOMEM;
            auto *vm = &node.into_raw()->vm;
            const auto flags = static_cast<raw::drm_gpuvm_flags>(raw::DRM_GPUVM_RESV_PROTECTED);
            raw::drm_gpuvm_init(vm, "gpuvm", flags, &file.device(), shared, 0, size, 0, 0, &ops_);
            raw::drm_gem_object_put(shared);
            return Gpuvm(*vm);
        }
    }

    Gpuvm(Gpuvm &&from) noexcept : vm_(std::exchange(from.vm_, nullptr)) {}
    Gpuvm &operator=(Gpuvm &&) = delete;
    /// Context: Process context. May sleep. What is still mapped is forgotten, without steps.
    ~Gpuvm() MAY_SLEEP
    {
        if (!vm_)
            return;
        unsafe("the mappings are this one's, and the reference as well") {
            while (auto *va = raw::drm_gpuva_find_first(vm_, 0, ~u64{0})) {
                raw::drm_gpuva_remove(va);
                of(va)->link->detach(*va);
                static_cast<void>(Box<Mapping>::from_raw(of(va)));
            }
            raw::drm_gpuvm_put(vm_);
        }
    }

    /// For who links buffers to it, and reserves them.
    ///
    /// Context: Any context.
    GpuvmRef ref() const
    {
        unsafe("this keeps it") {
            return GpuvmRef::from_raw(*vm_);
        }
    }

    /// Maps a part of a buffer that belongs here, over what was there.
    ///
    /// Context: Process context. Takes no reservation, and no memory: who signals fences may call it.
    /// Return: what was there; -EINVAL: it is nothing, or not within the address space, or the buffer's link is to
    /// another, and nothing has changed.
    Result<Ended> map(u64 at, u64 size, const GpuvmLink<T> &link, u64 offset, u32 flags, S &steps,
                      Spare spare) MAY_SLEEP
    {
        // To the core it would be all that there is.
        if (size == 0 || !link.is_of(*vm_))
            return -EINVAL;
        Change change{.vm = vm_, .steps = steps, .link = &link, .flags = flags, .spare = spare};
        unsafe("each mapping that is made keeps the buffer") {
            TRY(to_result(raw::drm_gpuvm_sm_map(vm_, &change, at, size, &link.buffer().raw_object(),
                                                offset)));
        }
        return std::move(change.ended);
    }

    /// Takes away what is mapped in a part, if anything is.
    ///
    /// Context: as map().
    /// Return: as map().
    Result<Ended> unmap(u64 from, u64 size, S &steps, Spare spare) MAY_SLEEP
    {
        if (size == 0)
            return -EINVAL;
        Change change{.vm = vm_, .steps = steps, .link = nullptr, .flags = 0, .spare = spare};
        unsafe("mappings keep their buffers") {
            TRY(to_result(raw::drm_gpuvm_sm_unmap(vm_, &change, from, size)));
        }
        return std::move(change.ended);
    }

private:
    struct Node {
        raw::drm_gpuvm vm{};
    };

    struct Mapping {
        raw::drm_gpuva va{}; // the first: see of()
        std::optional<GpuvmLink<T>> link;
        u32 flags = 0;
        Mapping *next_ended = nullptr;
    };
    static Mapping *of(raw::drm_gpuva *va) { return reinterpret_cast<Mapping *>(va); }

    /// One call of map() or unmap(), while the core works out its steps.
    struct Change {
        raw::drm_gpuvm *vm;
        S &steps;
        const GpuvmLink<T> *link;
        u32 flags;
        Spare &spare;
        Ended ended{};

        Mapping &take(const GpuvmLink<T> &of, u32 with_flags)
        {
            for (auto &one : spare.mappings) {
                if (!one)
                    continue;
                Mapping &mapping = *std::exchange(one, std::nullopt)->into_raw();
                mapping.link.emplace(of);
                mapping.flags = with_flags;
                return mapping;
            }
            bug<"a change of mappings leaves more of others than two">();
        }

        /// The link stays with what has ended: its end takes reservations.
        void end(Mapping &mapping)
        {
            unsafe("the mapping was made by take(), and attached") {
                mapping.link->detach(mapping.va);
            }
            ended.add(mapping);
        }
    };
    static Change &change_of(void *data) { return *static_cast<Change *>(data); }

    static int step_map(raw::drm_gpuva_op *op, void *data) MAY_SLEEP
    {
        Change &change = change_of(data);
        Mapping &mapping = change.take(*change.link, change.flags);
        unsafe("the core tells of what is not mapped any more before") {
            raw::drm_gpuva_map(change.vm, &mapping.va, &op->map);
            mapping.link->attach(mapping.va);
        }
        const auto &[addr, range] = op->map.va;
        change.steps.map(addr, range, mapping.link->buffer(), op->map.gem.offset, mapping.flags);
        return 0;
    }

    // What lies on either side stays as it was.
    static int step_remap(raw::drm_gpuva_op *op, void *data) MAY_SLEEP
    {
        Change &change = change_of(data);
        const auto &remap = op->remap;
        unsafe("the core says which mapping it is, and of what is left of it") {
            auto *va = remap.unmap->va;
            const Mapping &old = *of(va);
            const u64 from = remap.prev ? remap.prev->va.addr + remap.prev->va.range : va->va.addr;
            const u64 to = remap.next ? remap.next->va.addr : va->va.addr + va->va.range;
            change.steps.unmap(from, to - from);
            auto *prev = remap.prev ? &change.take(*old.link, old.flags).va : nullptr;
            auto *next = remap.next ? &change.take(*old.link, old.flags).va : nullptr;
            raw::drm_gpuva_remap(prev, next, &op->remap);
            for (auto *rest : {prev, next})
                if (rest)
                    old.link->attach(*rest);
            change.end(*of(va));
        }
        return 0;
    }

    static int step_unmap(raw::drm_gpuva_op *op, void *data) MAY_SLEEP
    {
        auto *va = op->unmap.va;
        change_of(data).steps.unmap(va->va.addr, va->va.range);
        unsafe("the mapping is this one's, and ends") {
            raw::drm_gpuva_unmap(&op->unmap);
            change_of(data).end(*of(va));
        }
        return 0;
    }

    static void vm_free(raw::drm_gpuvm *vm) MAY_SLEEP
    {
        unsafe("create() has made it, and nobody has a reference") {
            static_cast<void>(Box<Node>::from_raw(reinterpret_cast<Node *>(vm)));
        }
    }

    static consteval raw::drm_gpuvm_ops make_ops()
    {
        raw::drm_gpuvm_ops ops{};
        ops.vm_free = vm_free;
        ops.sm_step_map = step_map;
        ops.sm_step_remap = step_remap;
        ops.sm_step_unmap = step_unmap;
        return ops;
    }
    static constexpr raw::drm_gpuvm_ops ops_ = make_ops();

    explicit Gpuvm(raw::drm_gpuvm &vm) : vm_(&vm) {}

    raw::drm_gpuvm *vm_;
};

} // namespace kernel::drm
