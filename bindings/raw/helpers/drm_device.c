// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <drm/drm_fb_helper.h>
#if __has_include(<drm/drm_fbdev_shmem.h>)
#include <drm/drm_fbdev_shmem.h>
#endif
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
