// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <drm/drm_fb_helper.h>
#if __has_include(<drm/drm_fbdev_shmem.h>)
#include <drm/drm_fbdev_shmem.h>
#endif
#include <drm/drm_file.h>
#include <drm/drm_managed.h>

int kcxx_drm_add_action_or_reset(struct drm_device *device, void (*action)(struct drm_device *, void *),
				 void *data)
{
	return drmm_add_action_or_reset(device, action, data);
}

/* A console on the screen, as the kernel has one for buffers in shared memory. */
void kcxx_drm_fbdev_setup(struct drm_device *device, unsigned int bits_per_pixel)
{
#if __has_include(<drm/drm_fbdev_shmem.h>)
	drm_fbdev_shmem_setup(device, bits_per_pixel);
#else
	drm_fbdev_generic_setup(device, bits_per_pixel);
#endif
}

/* What the driver knows of a device, which it keeps to the end of the device. */
void kcxx_drm_set_driver_data(struct drm_device *device, void *data)
{
	device->dev_private = data;
}

void *kcxx_drm_driver_data(const struct drm_device *device)
{
	return device->dev_private;
}

/* And of one of the files that have it open. */
void kcxx_drm_file_set_driver_data(struct drm_file *file, void *data)
{
	file->driver_priv = data;
}

void *kcxx_drm_file_driver_data(const struct drm_file *file)
{
	return file->driver_priv;
}

struct drm_file *kcxx_drm_file_of(const struct file *file)
{
	return file->private_data;
}
