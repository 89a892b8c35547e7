#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graphics processor of qemu/gpu-model at work: what it runs is done, in the order that fences say; what fails
# or never ends is the end of its group alone; and what it draws another device shows. Who runs this compares the
# pictures that gpu_demo has QEMU take.
set -eu

. /tests/shared/gpu.sh

# What it still had to do ends when nobody waits for it any more; a device that hangs is reset before.
unload()
{
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		! rmmod "$1" 2>/dev/null || return 0
		sleep 1
	done
	rmmod "$1"
}

load_drm
insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
gpu_sleep_user "$(node_of "$slot" renderD)" "$slot" || fail 'gpu_sleep_user found a wrong answer'
gpu_later_user "$(node_of "$slot" renderD)" || fail 'gpu_later_user found a wrong answer'
gpu_slots_user "$(node_of "$slot" renderD)" || fail 'gpu_slots_user found a wrong answer'
gpu_groups_user "$(node_of "$slot" renderD)" "$driver" "$slot" || fail 'gpu_groups_user found a wrong answer'
echo "$slot" >$driver/bind

# The second place is where bochs.sh plugs it in again.
for display in 0000:00:10.0 0000:00:14.0; do
	[ -e "/sys/bus/pci/devices/$display" ] || continue
	echo none >/sys/bus/pci/devices/0000:00:11.0/driver_override
	insmod bochs.ko
	gpu_demo "$(node_of "$slot" renderD)" "$(node_of $display card)" bochs cxx-gpu 3 || fail 'gpu_demo found a wrong answer'
	unload bochs
	echo >/sys/bus/pci/devices/0000:00:11.0/driver_override
done
unload gpu

unload_drm
