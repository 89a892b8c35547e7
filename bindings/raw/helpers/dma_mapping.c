// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-mapping.h>

int kcxx_dma_map_bytes(struct device *device, void *bytes, size_t size, int direction, dma_addr_t *address)
{
	*address = dma_map_single(device, bytes, size, direction);
	return dma_mapping_error(device, *address);
}

void kcxx_dma_unmap_bytes(struct device *device, dma_addr_t address, size_t size, int direction)
{
	dma_unmap_single(device, address, size, direction);
}

bool kcxx_dma_addressing_limited(struct device *device)
{
	return dma_addressing_limited(device);
}

/* Zeroed, or NULL. */
void *kcxx_dma_alloc_page(struct device *device, dma_addr_t *address)
{
	return dma_alloc_coherent(device, PAGE_SIZE, address, GFP_KERNEL);
}

void kcxx_dma_free_page(struct device *device, void *page, dma_addr_t address)
{
	dma_free_coherent(device, PAGE_SIZE, page, address);
}
