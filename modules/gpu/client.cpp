// SPDX-License-Identifier: GPL-2.0
#include <bindings/user_struct.hpp>
#include <modules/gpu/client.hpp>

namespace gpu {
namespace {

drm_panthor_gpu_info gpu_info(const Features &features)
{
    drm_panthor_gpu_info info{};
    info.gpu_id = features.gpu_id;
    info.gpu_rev = features.gpu_rev;
    // What it says is how many bits a virtual address has.
    info.mmu_features = features.mmu_features;
    info.max_threads = features.max_threads;
    info.as_present = features.as_present;
    info.shader_present = features.shader_present;
    info.l2_present = features.l2_present;
    info.tiler_present = features.tiler_present;
    return info;
}

drm_panthor_csif_info csif_info(const Features &features)
{
    // Those that call a stream for a program.
    constexpr u32 registers_of_the_kernel = 4;
    drm_panthor_csif_info info{};
    info.csg_slot_count = features.slots;
    info.cs_slot_count = features.queues;
    info.cs_reg_count = features.cs_registers;
    info.scoreboard_slot_count = features.scoreboards;
    info.unpreserved_cs_reg_count = registers_of_the_kernel;
    return info;
}

// Asked without a place for it, it says how large it is.
template <class T>
Result<> answer(drm_panthor_dev_query &args, const T &value, size_t least) MAY_SLEEP
{
    if (args.pointer != 0)
        return copy_struct_to_user(args.pointer, args.size, value, least);
    args.size = sizeof(value);
    return {};
}

} // namespace

Result<> Client::dev_query(drm_panthor_dev_query &args) const MAY_SLEEP
{
    const Features &features = gpu_->features();
    switch (args.type) {
    case DRM_PANTHOR_DEV_QUERY_GPU_INFO:
        return answer(args, gpu_info(features),
                      offsetof(drm_panthor_gpu_info, tiler_present) + sizeof(u64));
    case DRM_PANTHOR_DEV_QUERY_CSIF_INFO:
        return answer(args, csif_info(features), sizeof(drm_panthor_csif_info));
    default: return -EINVAL;
    }
}

Result<> Client::vm_create(const drm::File &file, drm_panthor_vm_create &args) const MAY_SLEEP
{
    if (args.flags != 0)
        return -EINVAL;
    auto vm = TRY(gpu_->create_vm(file, args.user_va_range));
    args.user_va_range = vm->user_size();
    args.id = TRY(vms_.add(std::move(vm)));
    return {};
}

Result<> Client::vm_destroy(drm_panthor_vm_destroy &args) const MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    drop_heaps(*TRY(vms_.take(args.id)));
    return {};
}

Result<> Client::vm_get_state(drm_panthor_vm_get_state &args) const MAY_SLEEP
{
    args.state = TRY(vms_.get(args.vm_id))->is_usable() ? DRM_PANTHOR_VM_STATE_USABLE
                                                        : DRM_PANTHOR_VM_STATE_UNUSABLE;
    return {};
}

// One that is for an address space alone shares its reservation: nobody else has to know who uses it.
Result<BufferRef> Client::create_buffer(const drm::File &file, u64 size, bool may_mmap,
                                        u32 only_vm) const MAY_SLEEP
{
    if (only_vm == 0)
        return BufferRef::create(file, size, Buffer(may_mmap));
    const auto vm = TRY(vms_.get(only_vm));
    return BufferRef::create(file, size, Buffer(may_mmap, vm->number()),
                             vm->buffers().reservation());
}

Result<> Client::bo_create(const drm::File &file, drm_panthor_bo_create &args) const MAY_SLEEP
{
    if (args.size == 0 || args.pad != 0 || (args.flags & ~u32{DRM_PANTHOR_BO_NO_MMAP}) != 0)
        return -EINVAL;
    const bool may_mmap = (args.flags & DRM_PANTHOR_BO_NO_MMAP) == 0;
    const auto buffer = TRY(create_buffer(file, args.size, may_mmap, args.exclusive_vm_id));
    args.handle = TRY(buffer.create_handle(file));
    args.size = buffer.size();
    return {};
}

Result<> Client::bo_mmap_offset(const drm::File &file, drm_panthor_bo_mmap_offset &args) const
    MAY_SLEEP
{
    if (args.pad != 0)
        return -EINVAL;
    args.offset = TRY(TRY(BufferRef::lookup(file, args.handle)).mmap_offset());
    return {};
}

} // namespace gpu
