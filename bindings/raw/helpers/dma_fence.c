// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-fence-chain.h>
#include <linux/dma-fence.h>
#include <linux/module.h>

void kcxx_dma_fence_get(struct dma_fence *fence)
{
	dma_fence_get(fence);
}

void kcxx_dma_fence_put(struct dma_fence *fence)
{
	dma_fence_put(fence);
}

void kcxx_dma_fence_set_error(struct dma_fence *fence, int error)
{
	dma_fence_set_error(fence, error);
}

bool kcxx_dma_fence_is_signaled(struct dma_fence *fence)
{
	return dma_fence_is_signaled(fence);
}

struct dma_fence_chain *kcxx_dma_fence_chain_alloc(void)
{
	return dma_fence_chain_alloc();
}

void kcxx_dma_fence_chain_free(struct dma_fence_chain *chain)
{
	dma_fence_chain_free(chain);
}

/* The module is loaded, and somebody uses it. */
void kcxx_module_get(struct module *module)
{
	__module_get(module);
}
