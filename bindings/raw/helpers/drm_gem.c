// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_device.h>
#include <drm/drm_file.h>
#include <drm/drm_framebuffer.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_vma_manager.h>
#include <linux/dma-resv.h>
#include <linux/iosys-map.h>
#include <linux/mm.h>

#include <features.h>

/* --- buffers ---------------------------------------------------------------------------------- */

struct drm_gem_object *kcxx_drm_framebuffer_object(const struct drm_framebuffer *framebuffer)
{
	return framebuffer->obj[0];
}

void *kcxx_drm_gem_device_private(const struct drm_gem_object *object)
{
	return object->dev->dev_private;
}

bool kcxx_drm_gem_is_imported(const struct drm_gem_object *object)
{
	return object->import_attach;
}

/* Takes it away from user space, which asks for it anew. */
void kcxx_drm_gem_unmap(struct drm_gem_object *object)
{
	drm_vma_node_unmap(&object->vma_node, object->dev->anon_inode->i_mapping);
}

/* Where it begins in the files that user space maps it by. */
unsigned long kcxx_drm_gem_first_page(struct drm_gem_object *object)
{
	return drm_vma_node_start(&object->vma_node);
}

/* --- in shared memory --------------------------------------------------------------------------- */

/* Since Linux 6.2 who maps or pins has locked the object, and others' objects with it. */
static void lock(struct drm_gem_object *object)
{
#if KCXX_HAVE_DRM_GEM_VMAP_UNLOCKED
	dma_resv_lock(object->resv, NULL);
#endif
}

static void unlock(struct drm_gem_object *object)
{
#if KCXX_HAVE_DRM_GEM_VMAP_UNLOCKED
	dma_resv_unlock(object->resv);
#endif
}

int kcxx_drm_gem_shmem_map(struct drm_gem_object *object, void **address)
{
	struct iosys_map map;
	int error;

	lock(object);
	error = drm_gem_shmem_object_vmap(object, &map);
	unlock(object);
	if (!error)
		*address = map.vaddr;
	return error;
}

void kcxx_drm_gem_shmem_unmap(struct drm_gem_object *object, void *address)
{
	struct iosys_map map = IOSYS_MAP_INIT_VADDR(address);

	lock(object);
	drm_gem_shmem_object_vunmap(object, &map);
	unlock(object);
}

/* Maps one of the pages that it has while user space has mapped it. */
vm_fault_t kcxx_drm_gem_shmem_insert(struct vm_fault *fault, struct drm_gem_object *object, unsigned long page)
{
	return vmf_insert_pfn(fault->vma, fault->address, page_to_pfn(to_drm_gem_shmem_obj(object)->pages[page]));
}

void kcxx_drm_gem_shmem_object_free(struct drm_gem_object *object)
{
	drm_gem_shmem_object_free(object);
}

void kcxx_drm_gem_shmem_object_print_info(struct drm_printer *printer, unsigned int indent,
					  const struct drm_gem_object *object)
{
	drm_gem_shmem_object_print_info(printer, indent, object);
}

int kcxx_drm_gem_shmem_object_pin(struct drm_gem_object *object)
{
	return drm_gem_shmem_object_pin(object);
}

void kcxx_drm_gem_shmem_object_unpin(struct drm_gem_object *object)
{
	drm_gem_shmem_object_unpin(object);
}

struct sg_table *kcxx_drm_gem_shmem_object_get_sg_table(struct drm_gem_object *object)
{
	return drm_gem_shmem_object_get_sg_table(object);
}

int kcxx_drm_gem_shmem_object_vmap(struct drm_gem_object *object, struct iosys_map *map)
{
	return drm_gem_shmem_object_vmap(object, map);
}

void kcxx_drm_gem_shmem_object_vunmap(struct drm_gem_object *object, struct iosys_map *map)
{
	drm_gem_shmem_object_vunmap(object, map);
}

int kcxx_drm_gem_shmem_object_mmap(struct drm_gem_object *object, struct vm_area_struct *area)
{
	return drm_gem_shmem_object_mmap(object, area);
}

/* --- what an object is --------------------------------------------------------------------------- */

struct drm_gem_object *kcxx_drm_gem_shmem_base(struct drm_gem_shmem_object *shmem)
{
	return &shmem->base;
}

struct drm_gem_shmem_object *kcxx_drm_gem_shmem_of(struct drm_gem_object *object)
{
	return to_drm_gem_shmem_obj(object);
}

void kcxx_drm_gem_set_funcs(struct drm_gem_object *object, const struct drm_gem_object_funcs *funcs)
{
	object->funcs = funcs;
}

size_t kcxx_drm_gem_size(const struct drm_gem_object *object)
{
	return object->size;
}

/* It has no memory of its own: it was imported, whether its device is still attached or not. */
bool kcxx_drm_gem_is_private(const struct drm_gem_object *object)
{
	return !object->filp;
}

struct drm_device *kcxx_drm_gem_device(const struct drm_gem_object *object)
{
	return object->dev;
}

/* From here on it has the reservation of `root`, which lives longer. Nobody else knows it yet. */
void kcxx_drm_gem_share_reservation(struct drm_gem_object *object, const struct drm_gem_object *root)
{
	object->resv = root->resv;
}

/* What guards the list of what it is mapped in (since Linux 6.7), for lockdep. */
void kcxx_drm_gem_gpuva_set_lock(struct drm_gem_object *object, struct mutex *lock)
{
#ifdef drm_gem_gpuva_set_lock
	drm_gem_gpuva_set_lock(object, lock);
#endif
}

void kcxx_drm_gem_object_get(struct drm_gem_object *object)
{
	drm_gem_object_get(object);
}

void kcxx_drm_gem_object_put(struct drm_gem_object *object)
{
	drm_gem_object_put(object);
}

u64 kcxx_drm_vma_node_offset(struct drm_gem_object *object)
{
	return drm_vma_node_offset_addr(&object->vma_node);
}

struct drm_device *kcxx_drm_file_device(const struct drm_file *file)
{
	return file->minor->dev;
}
