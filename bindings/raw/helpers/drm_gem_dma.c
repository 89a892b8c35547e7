// SPDX-License-Identifier: GPL-2.0
/* Where the pages of a buffer are for a device. Who uses it imports DMA_BUF. */
#include <drm/drm_device.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_prime.h>
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/dma-resv.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

/* Who exports a buffer may keep it mapped as long as a device is attached. From here on the buffer is like any
 * other. Its lock is in what it was imported from, which is kept by the caller. */
static struct dma_buf *detach(struct drm_gem_object *object, struct sg_table *table)
{
	struct dma_buf_attachment *attachment = object->import_attach;
	struct dma_buf *source = attachment->dmabuf;

	if (table)
		dma_buf_unmap_attachment_unlocked(attachment, table, DMA_BIDIRECTIONAL);
	object->import_attach = NULL;
	dma_buf_detach(source, attachment);
	return source;
}

/* As drm_gem_shmem_free() does, which then finds nothing that is mapped. What it returns, if anything, is put
 * behind that. */
struct dma_buf *kcxx_drm_gem_shmem_unmap_dma(struct drm_gem_shmem_object *shmem)
{
	struct drm_gem_object *object = &shmem->base;
	struct sg_table *table;

	dma_resv_lock(object->resv, NULL);
	table = shmem->sgt;
	shmem->sgt = NULL;
	dma_resv_unlock(object->resv);
	if (object->import_attach)
		return detach(object, table);
	if (table) {
		dma_unmap_sgtable(object->dev->dev, table, DMA_BIDIRECTIONAL, 0);
		sg_free_table(table);
		kfree(table);
	}
	return NULL;
}

/* Tells of each run of bytes from `offset` on, `size` in all, where the device finds it; false: it is not mapped.
 * Without a lock, as it stays mapped while its device is there: whoever has the lock may wait for the caller. */
bool kcxx_drm_gem_shmem_for_each_dma(struct drm_gem_shmem_object *shmem, u64 offset, u64 size,
				     void (*tell)(void *data, u64 address, u64 length), void *data)
{
	struct sg_table *table = READ_ONCE(shmem->sgt);
	struct scatterlist *entry;
	unsigned int i;

	if (!table)
		return false;
	for_each_sgtable_dma_sg(table, entry, i) {
		u64 length = sg_dma_len(entry);

		if (offset < length && size > 0) {
			u64 part = min(size, length - offset);

			tell(data, sg_dma_address(entry) + offset, part);
			size -= part;
			offset = 0;
		} else {
			offset -= min(offset, length);
		}
	}
	return true;
}

/* Whether it is an object of this device that was given away. Of the functions that exporters of objects
 * have this one alone is known by others. */
static bool is_export_of(struct drm_device *device, struct dma_buf *source)
{
	struct drm_gem_object *object = source->priv;

	return source->ops->release == drm_gem_dmabuf_release && object->dev == device;
}

/* As drm_gem_prime_import(), for a device that reads no memory but its own: it is not mapped for that, for who exports
 * may keep it so as long as somebody has the buffer, which may be after the device has lost its driver. */
struct drm_gem_object *kcxx_drm_gem_shmem_import_unmapped(struct drm_device *device, struct dma_buf *source)
{
	struct dma_buf_attachment *attachment;
	struct drm_gem_object *object;

	if (is_export_of(device, source)) {
		object = source->priv;
		drm_gem_object_get(object);
		return object;
	}
	attachment = dma_buf_attach(source, device->dev);
	if (IS_ERR(attachment))
		return ERR_CAST(attachment);
	object = drm_gem_shmem_prime_import_sg_table(device, attachment, NULL);
	if (IS_ERR(object)) {
		dma_buf_detach(source, attachment);
		return object;
	}
	get_dma_buf(source);
	object->import_attach = attachment;
	object->resv = source->resv;
	return object;
}
