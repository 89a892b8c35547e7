// SPDX-License-Identifier: GPL-2.0
/* Tells programs of tests of reservations, which the kernel tells nobody of: fences that are bookkeeping alone. */
#include <linux/dma-resv.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include <drm/drm_file.h>
#include <drm/drm_gem.h>

#include <tests/modules/resv_probe/resv_probe.h>

static long answer(unsigned int command, const struct resv_probe *probe, struct drm_file *file)
{
	struct drm_gem_object *object = drm_gem_object_lookup(file, probe->handle);
	struct drm_gem_object *other = drm_gem_object_lookup(file, probe->other);
	long result = -ENOENT;

	if (object && other)
		result = command == RESV_PROBE_SHARED ? object->resv == other->resv :
							!dma_resv_test_signaled(object->resv, probe->usage);
	if (object)
		drm_gem_object_put(object);
	if (other)
		drm_gem_object_put(other);
	return result;
}

/* Whoever asks is a test, which gives a file of a DRM device. */
static long resv_probe_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct resv_probe probe;
	struct file *device;
	long result;

	if (command != RESV_PROBE_BUSY && command != RESV_PROBE_SHARED)
		return -ENOTTY;
	if (copy_from_user(&probe, (const void __user *)argument, sizeof(probe)))
		return -EFAULT;
	if (probe.usage > DMA_RESV_USAGE_BOOKKEEP)
		return -EINVAL;
	device = fget(probe.fd);
	if (!device)
		return -EBADF;
	result = answer(command, &probe, device->private_data);
	fput(device);
	return result;
}

static const struct file_operations resv_probe_operations = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = resv_probe_ioctl,
};

static struct miscdevice resv_probe_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "resv_probe",
	.fops = &resv_probe_operations,
};
module_misc_device(resv_probe_device);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Tells of reservations of buffers, for tests");
