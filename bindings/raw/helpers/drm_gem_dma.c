// SPDX-License-Identifier: GPL-2.0
/* Where the pages of a buffer are for a device. Who uses it imports DMA_BUF. */
#include <drm/drm_device.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/dma-resv.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

/* As drm_gem_shmem_free() does, which then finds nothing that is mapped. */
void kcxx_drm_gem_shmem_unmap_dma(struct drm_gem_shmem_object *shmem)
{
	struct drm_gem_object *object = &shmem->base;
	struct sg_table *table;

	dma_resv_lock(object->resv, NULL);
	table = shmem->sgt;
	shmem->sgt = NULL;
	dma_resv_unlock(object->resv);
	if (!table)
		return;
	if (object->import_attach) {
		dma_buf_unmap_attachment_unlocked(object->import_attach, table, DMA_BIDIRECTIONAL);
		return;
	}
	dma_unmap_sgtable(object->dev->dev, table, DMA_BIDIRECTIONAL, 0);
	sg_free_table(table);
	kfree(table);
}

/* Tells of each run of bytes from `offset` on, `size` in all, where the device finds it. */
void kcxx_sg_table_for_each_dma(struct sg_table *table, u64 offset, u64 size,
				void (*tell)(void *data, u64 address, u64 length), void *data)
{
	struct scatterlist *entry;
	unsigned int i;

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
}
