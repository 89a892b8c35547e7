// SPDX-License-Identifier: GPL-2.0
// The command of a client that changes what is mapped.
#include <bindings/user_struct.hpp>
#include <modules/gpu/client.hpp>

namespace gpu {
namespace {

using Op = drm_panthor_vm_bind_op;

constexpr u32 type_mask = static_cast<u32>(DRM_PANTHOR_VM_BIND_OP_TYPE_MASK);

u32 pte_flags(u32 bind_flags)
{
    u32 flags = abi::pte_write | abi::pte_execute;
    if (bind_flags & DRM_PANTHOR_VM_BIND_OP_MAP_READONLY)
        flags &= ~static_cast<u32>(abi::pte_write);
    if (bind_flags & DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC)
        flags &= ~static_cast<u32>(abi::pte_execute);
    if (bind_flags & DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED)
        flags |= abi::pte_uncached;
    return flags;
}

Result<Vm::Change> prepare(const drm::File &file, const Vm &vm, const Op &op) MAY_SLEEP
{
    constexpr u32 map_flags = DRM_PANTHOR_VM_BIND_OP_MAP_READONLY |
                              DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC |
                              DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED;
    const Range where{.from = op.va, .size = op.size};
    switch (op.flags & type_mask) {
    case DRM_PANTHOR_VM_BIND_OP_TYPE_MAP: {
        if ((op.flags & ~map_flags) != 0)
            return -EINVAL;
        const auto buffer = BufferRef::lookup(file, op.bo_handle);
        if (!buffer)
            return -EINVAL;
        return vm.prepare_map(where, *buffer, op.bo_offset, pte_flags(op.flags));
    }
    case DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP:
        if ((op.flags & ~type_mask) != 0 || op.bo_handle != 0 || op.bo_offset != 0)
            return -EINVAL;
        return vm.prepare_unmap(where);
    default: return -EINVAL;
    }
}

// At once, and nobody is told but who asks.
Result<> bind_now(const drm::File &file, const Vm &vm, const Op &op) MAY_SLEEP
{
    if (op.syncs.count != 0)
        return -EINVAL;
    if (op.size == 0)
        return {};
    auto change = TRY(prepare(file, vm, op));
    const auto ended = TRY(vm.apply(change));
    return {};
}

// Nothing is changed, but others wait for what this waits for.
bool is_sync_alone(const Op &op)
{
    return (op.flags & type_mask) == DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY;
}

Result<std::optional<Vm::Change>> prepare_async(const drm::File &file, const Vm &vm, const Op &op)
    MAY_SLEEP
{
    if (!is_sync_alone(op)) {
        auto change = TRY(prepare(file, vm, op));
        return op.size != 0 ? std::optional(std::move(change)) : std::nullopt;
    }
    if ((op.flags & ~type_mask) != 0 || op.bo_handle != 0 || op.bo_offset != 0 || op.va != 0 ||
        op.size != 0 || op.syncs.count == 0)
        return -EINVAL;
    return std::nullopt;
}

} // namespace

Result<> Client::bind_async(const drm::File &file, const RefPtr<Vm> &vm, std::span<const Op> ops)
    MAY_SLEEP
{
    if (!vm->is_usable())
        return -EINVAL;
    Batch<BindJob> batch;
    for (const auto &op : ops) {
        BindJob job(RefPtr<Vm>(vm), TRY(prepare_async(file, *vm, op)));
        TRY(batch.add(file, TRY(vm->binds().prepare(file, std::move(job), 1)), op.syncs));
    }
    return batch.push(vm->buffers());
}

Result<> Client::vm_bind(const drm::File &file, drm_panthor_vm_bind &args) const MAY_SLEEP
{
    if ((args.flags & ~u32{DRM_PANTHOR_VM_BIND_ASYNC}) != 0)
        return -EINVAL;
    const auto vm = TRY(vms_.get(args.vm_id));
    const auto ops = TRY(
        copy_structs_from_user<Op>(args.ops.array, args.ops.stride, args.ops.count, sizeof(Op)));
    if ((args.flags & DRM_PANTHOR_VM_BIND_ASYNC) != 0)
        return bind_async(file, vm, ops.span());
    for (u32 i = 0; i < ops.size(); i++) {
        auto done = bind_now(file, *vm, ops[i]);
        if (done)
            continue;
        // Where it went wrong.
        args.ops.count = i;
        return done.error();
    }
    return {};
}

} // namespace gpu
