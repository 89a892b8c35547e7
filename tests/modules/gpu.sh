#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model by our driver: what programs ask of it, rightly and wrongly, one after
# the other and all at once; and what becomes of that when the device goes.
set -eu

fail() { echo "$*"; exit 1; }

# Linux 6.1 has too little that it could be built on, and what is for clouds has no DRM.
case $(uname -r) in
6.1.* | *cloud*) exit 0 ;;
esac

driver=/sys/bus/pci/drivers/gpu
# Not all that is asked for is one: a kernel for tests has DRM built in.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }
node() { echo "/dev/dri/$(basename "$(ls -d "/sys/bus/pci/devices/$slot/drm/$1"*)")"; }
tell() { echo "$slot" >"$driver/$1"; }
run() { "$@" || fail "$1 found a wrong answer"; }

# The device answers no more: all of its registers read as ones.
lose_registers()
{
	exec 3<>"$(node renderD)"
	printf '\000\000' | dd of="/sys/bus/pci/devices/$slot/config" bs=1 seek=4 conv=notrunc 2>/dev/null
	run gpu_user "$(node renderD)" "$(node card)"
	run gpu_bind_user "$(node renderD)"
	tell unbind
	exec 3>&-
	tell bind
	run gpu_bind_user "$(node renderD)"
}

! is_module drm_shmem_helper || modprobe drm_shmem_helper
! is_module drm_gpuvm || modprobe drm_gpuvm
! is_module gpu_sched || modprobe gpu_sched

insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
run gpu_user "$(node renderD)" "$(node card)"
run gpu_buffers_user "$(node renderD)"
run gpu_bind_user "$(node renderD)"
run gpu_heaps_user "$(node renderD)"
run gpu_race_user "$(node renderD)" 3
run gpu_unbind_user "$slot"
lose_registers
exec 3<>"$(node renderD)"
! rmmod gpu 2>/dev/null || fail 'the module was unloaded while a file was open'
exec 3>&-
rmmod gpu
[ ! -e "/sys/bus/pci/devices/$slot/drm" ] || fail 'its nodes are still there'

! is_module drm || rmmod gpu_sched drm_shmem_helper drm_kms_helper drm_gpuvm drm_exec drm
