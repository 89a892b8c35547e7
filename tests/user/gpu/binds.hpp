// SPDX-License-Identifier: GPL-2.0
// Changes of an address space.
#pragma once

#include <tests/user/gpu/device.hpp>

using Op = drm_panthor_vm_bind_op;

inline Op map_op(std::uint32_t handle, std::uint64_t va, std::uint64_t size,
                 std::uint64_t offset = 0, std::uint32_t flags = 0)
{
    Op op{};
    op.flags = DRM_PANTHOR_VM_BIND_OP_TYPE_MAP | flags;
    op.bo_handle = handle;
    op.bo_offset = offset;
    op.va = va;
    op.size = size;
    return op;
}
inline Op unmap_op(std::uint64_t va, std::uint64_t size)
{
    Op op{};
    op.flags = DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP;
    op.va = va;
    op.size = size;
    return op;
}

/// 0, or -1 and errno. `done`: how many were done.
inline int bind(const Gpu &gpu, std::uint32_t vm, const std::vector<Op> &ops,
                std::uint32_t *done = nullptr, std::uint32_t flags = 0)
{
    drm_panthor_vm_bind bind{};
    bind.vm_id = vm;
    bind.flags = flags;
    bind.ops.stride = sizeof(Op);
    bind.ops.count = static_cast<std::uint32_t>(ops.size());
    bind.ops.array = address(ops.data());
    const int result = gpu.ask(DRM_IOCTL_PANTHOR_VM_BIND, bind);
    if (done)
        *done = bind.ops.count;
    return result;
}
/// One.
inline int bind(const Gpu &gpu, std::uint32_t vm, const Op &op)
{
    return ::bind(gpu, vm, std::vector{op});
}

/// When what they wait for is done.
inline int bind_later(const Gpu &gpu, std::uint32_t vm, const std::vector<Op> &ops)
{
    return ::bind(gpu, vm, ops, nullptr, DRM_PANTHOR_VM_BIND_ASYNC);
}
