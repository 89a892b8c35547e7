// SPDX-License-Identifier: GPL-2.0
/* Address spaces of a device (since Linux 6.7), and reservations that are locked together. */
#if __has_include(<drm/drm_gpuvm.h>)
#include <drm/drm_exec.h>
#include <drm/drm_gpuvm.h>
#include <linux/dma-resv.h>

void kcxx_drm_gpuvm_get(struct drm_gpuvm *vm)
{
	drm_gpuvm_get(vm);
}

struct drm_gem_object *kcxx_drm_gpuvm_root(struct drm_gpuvm *vm)
{
	return drm_gpuvm_resv_obj(vm);
}

void kcxx_drm_gpuvm_lock(struct drm_gpuvm *vm)
{
	dma_resv_lock(drm_gpuvm_resv(vm), NULL);
}

void kcxx_drm_gpuvm_unlock(struct drm_gpuvm *vm)
{
	dma_resv_unlock(drm_gpuvm_resv(vm));
}

void kcxx_drm_gpuvm_bo_get(struct drm_gpuvm_bo *link)
{
	drm_gpuvm_bo_get(link);
}

struct drm_gpuvm *kcxx_drm_gpuvm_bo_vm(const struct drm_gpuvm_bo *link)
{
	return link->vm;
}

bool kcxx_drm_exec_is_contended(struct drm_exec *exec)
{
	return drm_exec_is_contended(exec);
}

/* To each of those that are locked, in which there is room for it. */
void kcxx_drm_exec_add_fence(struct drm_exec *exec, struct dma_fence *fence, u32 usage)
{
	struct drm_gem_object *object;

	drm_exec_for_each_locked_object(exec, object)
		dma_resv_add_fence(object->resv, fence, usage);
}
#endif
