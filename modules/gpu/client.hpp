// SPDX-License-Identifier: GPL-2.0
// An open file of the device: commands as panthor has them, <drm/panthor_drm.h>.
#pragma once

#include <bindings/drm/render.hpp>
#include <bindings/uapi.hpp>
#include <modules/gpu/gpu.hpp>
#include <modules/gpu/pool.hpp>
#include <modules/gpu/tiler_heap.hpp>
#include <modules/gpu/vm.hpp>

#include <drm/panthor_drm.h>

namespace gpu {

class Client {
public:
    static Result<Box<Client>> open(const RefPtr<Gpu> &gpu) MAY_SLEEP
    {
        return make_box<Client>(GFP_KERNEL, RefPtr<Gpu>(gpu), TRY(make_ref<Usage>(GFP_KERNEL)));
    }

    Client(RefPtr<Gpu> &&gpu, RefPtr<Usage> usage) : gpu_(std::move(gpu)), usage_(std::move(usage))
    {}
    /// Nobody wants what its groups still do.
    ~Client() MAY_SLEEP;

    /// For fdinfo.
    void tell(drm::Fdinfo &info) const
    {
        info.engine("gpu", usage_->busy(), gpu_->features().slots);
    }

private:
    static constexpr u32 most_vms = 32;
    static constexpr u32 most_groups = 128;
    static constexpr u32 most_heaps = 128;

    Result<> dev_query(drm_panthor_dev_query &args) const MAY_SLEEP;
    Result<> vm_create(const drm::File &file, drm_panthor_vm_create &args) const MAY_SLEEP;
    Result<> vm_destroy(drm_panthor_vm_destroy &args) const MAY_SLEEP;
    Result<> vm_bind(const drm::File &file, drm_panthor_vm_bind &args) const MAY_SLEEP;
    Result<> vm_get_state(drm_panthor_vm_get_state &args) const MAY_SLEEP;
    Result<> bo_create(const drm::File &file, drm_panthor_bo_create &args) const MAY_SLEEP;
    Result<> bo_mmap_offset(const drm::File &file, drm_panthor_bo_mmap_offset &args) const
        MAY_SLEEP;

    Result<BufferRef> create_buffer(const drm::File &file, u64 size, bool may_mmap,
                                    u32 only_vm) const MAY_SLEEP;

    Result<> tiler_heap_create(const drm::File &file, drm_panthor_tiler_heap_create &args) const
        MAY_SLEEP;
    Result<> tiler_heap_destroy(drm_panthor_tiler_heap_destroy &args) const MAY_SLEEP;
    void drop_heaps(const Vm &vm) const MAY_SLEEP;

    Result<> group_create(const drm::File &file, drm_panthor_group_create &args) const MAY_SLEEP;
    Result<> group_destroy(drm_panthor_group_destroy &args) const MAY_SLEEP;
    Result<> group_submit(const drm::File &file, drm_panthor_group_submit &args) const MAY_SLEEP;
    Result<> group_get_state(drm_panthor_group_get_state &args) const MAY_SLEEP;

    static Result<> bind_async(const drm::File &file, const RefPtr<Vm> &vm,
                               std::span<const drm_panthor_vm_bind_op> ops) MAY_SLEEP;

    RefPtr<Gpu> gpu_;
    RefPtr<Usage> usage_;
    Pool<Vm, most_vms> vms_;
    Pool<Group, most_groups> groups_;
    Pool<TilerHeap, most_heaps> heaps_;

public:
    static constexpr auto ioctls = drm::IoctlTable{
        drm::ioctl<DRM_IOCTL_PANTHOR_DEV_QUERY, &Client::dev_query>,
        drm::ioctl<DRM_IOCTL_PANTHOR_VM_CREATE, &Client::vm_create>,
        drm::ioctl<DRM_IOCTL_PANTHOR_VM_DESTROY, &Client::vm_destroy>,
        drm::ioctl<DRM_IOCTL_PANTHOR_VM_BIND, &Client::vm_bind>,
        drm::ioctl<DRM_IOCTL_PANTHOR_VM_GET_STATE, &Client::vm_get_state>,
        drm::ioctl<DRM_IOCTL_PANTHOR_BO_CREATE, &Client::bo_create>,
        drm::ioctl<DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET, &Client::bo_mmap_offset>,
        drm::ioctl<DRM_IOCTL_PANTHOR_GROUP_CREATE, &Client::group_create>,
        drm::ioctl<DRM_IOCTL_PANTHOR_GROUP_DESTROY, &Client::group_destroy>,
        drm::ioctl<DRM_IOCTL_PANTHOR_GROUP_SUBMIT, &Client::group_submit>,
        drm::ioctl<DRM_IOCTL_PANTHOR_GROUP_GET_STATE, &Client::group_get_state>,
        drm::ioctl<DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE, &Client::tiler_heap_create>,
        drm::ioctl<DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, &Client::tiler_heap_destroy>};
};

} // namespace gpu
