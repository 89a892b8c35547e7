# SPDX-License-Identifier: GPL-2.0
# In the guest: what tests of the graphics processor of qemu/gpu-model begin with, and end with.

fail() { echo "$*"; exit 1; }

# Linux 6.1 has too little that it could be built on, and what is for clouds has no DRM.
case $(uname -r) in
6.1.* | *cloud*) exit 0 ;;
esac

driver=/sys/bus/pci/drivers/gpu
# Not all that is asked for is one: a kernel for tests has DRM built in.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }
# SLOT KIND: the device's node, card or renderD.
node_of() { echo "/dev/dri/$(basename "$(ls -d "/sys/bus/pci/devices/$1/drm/$2"*)")"; }
# What the driver is built on.
load_drm()
{
	! is_module drm_shmem_helper || modprobe drm_shmem_helper
	! is_module drm_kms_helper || modprobe drm_kms_helper
	! is_module drm_gpuvm || modprobe drm_gpuvm
	! is_module gpu_sched || modprobe gpu_sched
}
unload_drm() { ! is_module drm || rmmod gpu_sched drm_shmem_helper drm_kms_helper drm_gpuvm drm_exec drm; }
