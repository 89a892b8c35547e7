// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/pci.h>

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

void __iomem *kcxx_pci_iomap_table_entry(struct pci_dev *device, unsigned int bar)
{
	return pcim_iomap_table(device)[bar];
}

int kcxx_pci_add_action_or_reset(struct pci_dev *device, void (*action)(void *), void *data)
{
	return devm_add_action_or_reset(&device->dev, action, data);
}
