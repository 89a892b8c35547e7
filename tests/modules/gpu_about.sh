#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the driver of the graphics processor of qemu/gpu-model tells of itself: fdinfo, debugfs, events in
# /sys/kernel/tracing, and the page of the latest flush.
set -eu

. /tests/shared/gpu.sh

load_drm
insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
gpu_about_user "$(node_of "$slot" renderD)" "$slot" || fail 'gpu_about_user found a wrong answer'
rmmod gpu
unload_drm
