#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the driver of the graphics processor of qemu/gpu-model tells of itself: fdinfo, debugfs, events in
# /sys/kernel/tracing, and the page of the latest flush.
set -eu

fail() { echo "$*"; exit 1; }

# Linux 6.1 has too little that it could be built on, and what is for clouds has no DRM.
case $(uname -r) in
6.1.* | *cloud*) exit 0 ;;
esac

# Not all that is asked for is one: a kernel for tests has DRM built in.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }

! is_module drm_shmem_helper || modprobe drm_shmem_helper
! is_module drm_gpuvm || modprobe drm_gpuvm
! is_module gpu_sched || modprobe gpu_sched

insmod gpu.ko
slot=$(basename "$(ls -d /sys/bus/pci/drivers/gpu/0000:*)")
gpu_about_user "/dev/dri/$(basename "$(ls -d "/sys/bus/pci/devices/$slot/drm/renderD"*)")" "$slot" ||
	fail 'gpu_about_user found a wrong answer'
rmmod gpu

! is_module drm || rmmod gpu_sched drm_shmem_helper drm_kms_helper drm_gpuvm drm_exec drm
