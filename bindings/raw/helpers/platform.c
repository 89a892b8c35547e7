// SPDX-License-Identifier: GPL-2.0
#include <linux/ioport.h>
#include <linux/platform_device.h>

struct device *kcxx_platform_device_of(struct platform_device *device)
{
	return &device->dev;
}

static bool get_resource(struct platform_device *device, unsigned int type, unsigned int index, u64 *start,
			 u64 *size)
{
	struct resource *resource = platform_get_resource(device, type, index);

	if (!resource)
		return false;
	*start = resource->start;
	*size = resource_size(resource);
	return true;
}

bool kcxx_platform_memory(struct platform_device *device, unsigned int index, u64 *start, u64 *size)
{
	return get_resource(device, IORESOURCE_MEM, index, start, size);
}

bool kcxx_platform_ports(struct platform_device *device, unsigned int index, u64 *start, u64 *size)
{
	return get_resource(device, IORESOURCE_IO, index, start, size);
}

/* The number, or -errno. */
int kcxx_platform_irq(struct platform_device *device, unsigned int index)
{
	return platform_get_irq_optional(device, index);
}
