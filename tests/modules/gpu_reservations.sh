#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model by our driver: who may take its buffers away when.
set -eu

. /tests/shared/gpu.sh

load_drm
insmod gpu.ko
insmod resv_probe.ko
slot=$(basename "$(ls -d $driver/0000:*)")
gpu_reservations_user "$(node_of "$slot" renderD)" || fail 'gpu_reservations_user found a wrong answer'
rmmod resv_probe gpu

unload_drm
