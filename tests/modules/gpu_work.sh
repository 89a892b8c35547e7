#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model at work: what it runs is done, in the order that fences say; what fails
# or never ends is the end of its group alone; and what it draws another device shows. Who runs this compares the
# pictures that gpu_demo has QEMU take.
set -eu

fail() { echo "$*"; exit 1; }

# Linux 6.1 has too little that it could be built on, and what is for clouds has no DRM.
case $(uname -r) in
6.1.* | *cloud*) exit 0 ;;
esac

driver=/sys/bus/pci/drivers/gpu
# Not all that is asked for is one: a kernel for tests has DRM built in.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }
node() { echo "/dev/dri/$(basename "$(ls -d "/sys/bus/pci/devices/$1/drm/$2"*)")"; }
# What it still had to do ends when nobody waits for it any more; a device that hangs is reset before.
unload()
{
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		! rmmod "$1" 2>/dev/null || return 0
		sleep 1
	done
	rmmod "$1"
}

! is_module drm_shmem_helper || modprobe drm_shmem_helper
! is_module drm_kms_helper || modprobe drm_kms_helper
! is_module drm_gpuvm || modprobe drm_gpuvm
! is_module gpu_sched || modprobe gpu_sched

insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
gpu_sleep_user "$(node "$slot" renderD)" "$slot" || fail 'gpu_sleep_user found a wrong answer'
gpu_later_user "$(node "$slot" renderD)" || fail 'gpu_later_user found a wrong answer'
gpu_groups_user "$(node "$slot" renderD)" "$driver" "$slot" || fail 'gpu_groups_user found a wrong answer'
echo "$slot" >$driver/bind

# The second place is where bochs.sh plugs it in again.
for display in 0000:00:10.0 0000:00:14.0; do
	[ -e "/sys/bus/pci/devices/$display" ] || continue
	echo none >/sys/bus/pci/devices/0000:00:11.0/driver_override
	insmod bochs.ko
	gpu_demo "$(node "$slot" renderD)" "$(node $display card)" bochs cxx-gpu 3 || fail 'gpu_demo found a wrong answer'
	unload bochs
	echo >/sys/bus/pci/devices/0000:00:11.0/driver_override
done
unload gpu

! is_module drm || rmmod gpu_sched drm_shmem_helper drm_kms_helper drm_gpuvm drm_exec drm
