// SPDX-License-Identifier: GPL-2.0
#include <linux/aperture.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/ioport.h>
#include <linux/pci.h>
#include <linux/version.h>

resource_size_t kcxx_pci_resource_len(struct pci_dev *device, unsigned int bar)
{
	return pci_resource_len(device, bar);
}

resource_size_t kcxx_pci_resource_start(struct pci_dev *device, unsigned int bar)
{
	return pci_resource_start(device, bar);
}

bool kcxx_pci_resource_is_memory(struct pci_dev *device, unsigned int bar)
{
	return pci_resource_flags(device, bar) & IORESOURCE_MEM;
}

/* The mapping, or an ERR_PTR. Since Linux 6.11 pcim_iomap_regions() that fails also unmaps all BARs
 * of lower numbers, whoever uses them: pcim_iomap_region() is there instead. */
void __iomem *kcxx_pci_iomap_bar(struct pci_dev *device, unsigned int bar, const char *name)
{
	name = devm_kstrdup(&device->dev, name, GFP_KERNEL);
	if (!name)
		return IOMEM_ERR_PTR(-ENOMEM);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
	return pcim_iomap_region(device, bar, name);
#else
	int error = pcim_iomap_regions(device, 1 << bar, name);

	return error ? IOMEM_ERR_PTR(error) : pcim_iomap_table(device)[bar];
#endif
}

/* The mapping, or an ERR_PTR. A region of a device enabled by pcim_enable_device() is released at unbinding. */
void __iomem *kcxx_pci_ioremap_wc_bar(struct pci_dev *device, unsigned int bar, const char *name)
{
	void __iomem *mapping;
	int error;

	name = devm_kstrdup(&device->dev, name, GFP_KERNEL);
	error = name ? pci_request_region(device, bar, name) : -ENOMEM;
	if (error)
		return IOMEM_ERR_PTR(error);
	mapping = devm_ioremap_wc(&device->dev, pci_resource_start(device, bar),
				  pci_resource_len(device, bar));
	return mapping ? mapping : IOMEM_ERR_PTR(-ENOMEM);
}

/* A kernel without drivers of screens has nobody to take them from. */
int kcxx_pci_remove_conflicting_devices(struct pci_dev *device, const char *name)
{
	return aperture_remove_conflicting_pci_devices(device, name);
}

struct device *kcxx_pci_device(struct pci_dev *device)
{
	return &device->dev;
}

int kcxx_pci_set_dma_bits(struct pci_dev *device, unsigned int bits)
{
	return dma_set_mask_and_coherent(&device->dev, DMA_BIT_MASK(bits));
}

/* Of an older kernel it is an error for devices of other buses. */
void kcxx_pci_set_dma_unlimited(struct pci_dev *device)
{
	(void)dma_set_max_seg_size(&device->dev, UINT_MAX);
}

static bool has_messages(struct pci_dev *device)
{
	return device->msi_enabled || device->msix_enabled;
}

static void free_irq_vectors(void *device)
{
	pci_free_irq_vectors(device);
}

/* How many, until unbinding. */
int kcxx_pci_alloc_irq_vectors(struct pci_dev *device, unsigned int least, unsigned int most,
			       unsigned int kinds)
{
	/* A second time, they would be freed before the interrupts that came by the first. */
	int got = has_messages(device) ? -EBUSY : pci_alloc_irq_vectors(device, least, most, kinds);
	int error = got < 0 ? got : devm_add_action_or_reset(&device->dev, free_irq_vectors, device);

	return error ? error : got;
}

/* The number of an interrupt, or -errno. */
int kcxx_pci_irq_vector(struct pci_dev *device, unsigned int vector)
{
	return pci_irq_vector(device, vector);
}

/* Others may be on the same line, unless it is a message. */
bool kcxx_pci_irq_is_shared(struct pci_dev *device)
{
	return !has_messages(device);
}

bool kcxx_pci_is_vga(const struct pci_dev *device)
{
	return device->class >> 8 == PCI_CLASS_DISPLAY_VGA;
}

static void clear_master(void *device)
{
	pci_clear_master(device);
}

/* Until unbinding. */
int kcxx_pci_set_master_managed(struct pci_dev *device)
{
	pci_set_master(device);
	return devm_add_action_or_reset(&device->dev, clear_master, device);
}

/* Zeroed, until unbinding, where the device loses its access before it is freed. */
void *kcxx_pci_alloc_dma(struct pci_dev *device, size_t size, dma_addr_t *address)
{
	void *memory = size ? dmam_alloc_coherent(&device->dev, size, address, GFP_KERNEL) : NULL;

	return memory && devm_add_action_or_reset(&device->dev, clear_master, device) ? NULL : memory;
}
