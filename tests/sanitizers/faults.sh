#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: each operation of the modules, with each of its allocations and copies failing once.
set -eu
. /faults/prepare_faults.sh
for name in binder edu note ioctl_demo debugfs_demo sample_params; do
	insmod $name.ko
done
insmod async_demo.ko delay=1
status=0
# So that loading their drivers is no more than that.
override() { echo "$2" >"/sys/bus/pci/devices/0000:00:$1/driver_override"; }
for slot in 10.0 11.0 12.0; do override $slot none; done
fault_user hello sample_workqueue traps bochs gpu || status=1
edu_fault_user "$(basename /sys/bus/pci/drivers/edu/0000:*)" || status=1
binder_fault_user /dev/cxxbinder || status=1
binder_objects_fault_user /dev/cxxbinder /sys/kernel/debug/cxxbinder || status=1
binderfs_fault_user cxxbinder || status=1
insmod bochs.ko
override 10.0 ''
kms_fault_user 0000:00:10.0 || status=1
insmod gpu.ko
override 12.0 ''
# Not with faults: the kernel itself takes an error for a render node (drm_minor_alloc_release()), and warns of files
# of an interrupt that it had no memory for (unregister_irq_proc()).
echo 0000:00:12.0 >/sys/bus/pci/drivers/gpu/bind
gpu_fault_user "/dev/dri/$(basename "$(ls -d /sys/bus/pci/devices/0000:00:12.0/drm/renderD*)")" || status=1
for name in gpu bochs binder edu note ioctl_demo debugfs_demo sample_params; do
	rmmod $name
done
rmmod async_demo
exit $status
