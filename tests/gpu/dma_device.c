// SPDX-License-Identifier: GPL-2.0
/* A device that no bus knows and no driver has, for tests/gpu/test_page_table.cpp. It finds memory where
 * the CPUs do. */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

struct device *kcxx_kunit_dma_device(void);
u64 kcxx_kunit_read_dma(u64 address);

struct device *kcxx_kunit_dma_device(void)
{
	static struct device device = {
		.init_name = "kcxx-kunit",
		.coherent_dma_mask = DMA_BIT_MASK(64),
	};

	return &device;
}

u64 kcxx_kunit_read_dma(u64 address)
{
	return READ_ONCE(*(u64 *)phys_to_virt(address));
}
