#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What gpu_fuzz is told is in /fuzz/arguments, behind the plan, of which there is one.
set -u
. /fuzz/prepare_faults.sh
# Where they are not built in.
for name in drm_shmem_helper drm_gpuvm gpu_sched; do
	[ ! -e "/lib/modules/$(uname -r)/$name.ko" ] || modprobe $name || exit
done
insmod gpu.ko || exit
set -- $(cat /fuzz/arguments)
shift
gpu_fuzz 0000:00:12.0 "$@"
status=$?
module=gpu
. /fuzz/unload.sh
