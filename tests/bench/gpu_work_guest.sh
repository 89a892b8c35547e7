# SPDX-License-Identifier: GPL-2.0
# Counts what programs ask of our driver for the graphics processor; tests/bench/gpu reads it.
set -e
for module in drm_shmem_helper drm_gpuvm gpu_sched; do modprobe $module; done
insmod gpu.ko
sleep 5
gpu_count /dev/dri/renderD128 | sed 's/^/gpu /'
