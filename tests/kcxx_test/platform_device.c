// SPDX-License-Identifier: GPL-2.0
/* A platform device that nothing is behind, for tests/bindings/test_platform.cpp. */
#include <linux/ioport.h>
#include <linux/platform_device.h>

void *kcxx_kunit_add_device(void);
void kcxx_kunit_remove_device(void *device);

/* Two times ports and one time memory where the machine has none, and a line that it has. */
void *kcxx_kunit_add_device(void)
{
	const struct resource resources[] = {
		DEFINE_RES_IO(0x5d0, 4),
		DEFINE_RES_MEM(0xe0000000, 16),
		DEFINE_RES_IO(0x5d8, 2),
		DEFINE_RES_IRQ(5),
	};
	struct platform_device *device;

	device = platform_device_register_simple("kcxx_kunit", PLATFORM_DEVID_NONE, resources, ARRAY_SIZE(resources));
	return IS_ERR(device) ? NULL : device;
}

void kcxx_kunit_remove_device(void *device)
{
	platform_device_unregister(device);
}
