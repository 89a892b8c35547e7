// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

void *kcxx_kmalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags);
}
