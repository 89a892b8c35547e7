#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model by our driver: what programs ask of it, rightly and wrongly, one after
# the other and all at once; and what becomes of that when the device goes.
set -eu

. /tests/shared/gpu.sh

node() { node_of "$slot" "$1"; }
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
	run gpu_lost_user "$(node renderD)" "$slot"
	tell unbind
	tell bind
	run gpu_bind_user "$(node renderD)"
}

load_drm
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

unload_drm
