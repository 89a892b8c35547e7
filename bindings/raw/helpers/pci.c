// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/ioport.h>
#include <linux/pci.h>
#include <linux/version.h>

void kcxx_pci_set_drvdata(struct pci_dev *device, void *data)
{
	pci_set_drvdata(device, data);
}

void *kcxx_pci_get_drvdata(struct pci_dev *device)
{
	return pci_get_drvdata(device);
}

resource_size_t kcxx_pci_resource_len(struct pci_dev *device, unsigned int bar)
{
	return pci_resource_len(device, bar);
}

bool kcxx_pci_resource_is_memory(struct pci_dev *device, unsigned int bar)
{
	return pci_resource_flags(device, bar) & IORESOURCE_MEM;
}

/* The mapping, or an ERR_PTR. Since Linux 6.11 pcim_iomap_regions() that fails also unmaps all BARs
 * of lower numbers, whoever uses them: pcim_iomap_region() is there instead. */
void __iomem *kcxx_pci_iomap_bar(struct pci_dev *device, unsigned int bar, const char *name)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
	return pcim_iomap_region(device, bar, name);
#else
	int error = pcim_iomap_regions(device, 1 << bar, name);

	return error ? IOMEM_ERR_PTR(error) : pcim_iomap_table(device)[bar];
#endif
}

int kcxx_pci_add_action_or_reset(struct pci_dev *device, void (*action)(void *), void *data)
{
	return devm_add_action_or_reset(&device->dev, action, data);
}
