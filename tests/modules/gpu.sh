#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model by our driver: what programs ask of it, rightly and wrongly.
set -eu

fail() { echo "$*"; exit 1; }

# A kernel that it cannot be built for has nothing to test.
[ -e gpu.ko ] || exit 0

driver=/sys/bus/pci/drivers/gpu
# Not all that is asked for is one: a kernel for tests has DRM built in.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }
node() { echo "/dev/dri/$(basename "$(ls -d "$driver/$slot/drm/$1"*)")"; }

! is_module drm_shmem_helper || modprobe drm_shmem_helper
! is_module drm_gpuvm || modprobe drm_gpuvm

insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
gpu_user "$(node renderD)" "$(node card)" || fail 'gpu_user found a wrong answer'
gpu_buffers_user "$(node renderD)" || fail 'gpu_buffers_user found a wrong answer'
gpu_bind_user "$(node renderD)" || fail 'gpu_bind_user found a wrong answer'
rmmod gpu

! is_module drm || rmmod drm_shmem_helper drm_kms_helper drm_gpuvm drm_exec drm
