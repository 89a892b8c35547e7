// SPDX-License-Identifier: GPL-2.0
/* What devices of all buses have. What is asked for here is the driver's until the device is unbound. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/ioport.h>

const char *kcxx_device_name(const struct device *device)
{
	return dev_name(device);
}

void kcxx_dev_set_drvdata(struct device *device, void *data)
{
	dev_set_drvdata(device, data);
}

void *kcxx_dev_get_drvdata(const struct device *device)
{
	return dev_get_drvdata(device);
}

int kcxx_device_add_action_or_reset(struct device *device, void (*action)(void *), void *data)
{
	return devm_add_action_or_reset(device, action, data);
}

int kcxx_device_request_irq(struct device *device, unsigned int irq, bool is_shared, irq_handler_t handler,
			    irq_handler_t thread, const char *name, void *data)
{
	unsigned long flags = (is_shared ? IRQF_SHARED : 0) | (handler ? 0 : IRQF_ONESHOT);

	name = devm_kstrdup(device, name, GFP_KERNEL);
	if (!name)
		return -ENOMEM;
	return devm_request_threaded_irq(device, irq, handler, thread, flags, name, data);
}

int kcxx_device_request_ports(struct device *device, u16 first, size_t size, const char *name)
{
	name = devm_kstrdup(device, name, GFP_KERNEL);
	if (!name)
		return -ENOMEM;
	return devm_request_region(device, first, size, name) ? 0 : -EBUSY;
}

/* The mapping, or an ERR_PTR. */
void __iomem *kcxx_device_iomap(struct device *device, resource_size_t start, size_t size, const char *name)
{
	void __iomem *mapping;

	name = devm_kstrdup(device, name, GFP_KERNEL);
	if (!name)
		return IOMEM_ERR_PTR(-ENOMEM);
	if (!devm_request_mem_region(device, start, size, name))
		return IOMEM_ERR_PTR(-EBUSY);
	mapping = devm_ioremap(device, start, size);
	return mapping ? mapping : IOMEM_ERR_PTR(-ENOMEM);
}
