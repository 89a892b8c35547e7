#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Displays show what they are given: the two devices of QEMU that the bochs drivers know, by the kernel's own
# driver, then by ours. Who runs this compares the pictures of their screens that kms_user has QEMU take.
set -eu

fail() { echo "$*"; exit 1; }

# By its place on the bus, as QEMU was told.
device() { echo "/sys/bus/pci/devices/0000:00:$1.0"; }

# One at a time: with consoles on two of them, the kernels count a user of the console's module too few when
# the displays go, and the next to be unloaded is a BUG. PREFIX LOAD UNLOAD, the first that of the pictures.
drive()
{
	while read -r screen place other; do
		echo none >"$(device "$other")/driver_override"
		$2
		card=$(basename "$(ls -d "$(device "$place")"/drm/card*)")
		kms_user "/dev/dri/$card" "$screen" "$1-$screen" || fail "$1: kms_user found $screen wrong"
		[ "$1" = c ] || kms_memory_user "/dev/dri/$card" "$screen" "$1-$screen" ||
			fail "$1: kms_memory_user found $screen wrong"
		[ "$1" = c ] || kms_sleep_user "/dev/dri/$card" "$screen" "$1-$screen" ||
			fail "$1: kms_sleep_user found $screen wrong"
		[ "$1" = c ] || kms_flips_user "/dev/dri/$card" || fail "$1: kms_flips_user found $screen wrong"
		[ "$1" = c ] || kms_crc_user "/dev/dri/$card" || fail "$1: kms_crc_user found $screen wrong"
		[ "$1" = c ] || kms_full_user "/dev/dri/$card" "$screen" "$1-$screen" "0000:00:$place.0" ||
			fail "$1: kms_full_user found $screen wrong"
		$3
		[ ! -e "/dev/dri/$card" ] || fail "$1: $screen is still there"
		echo >"$(device "$other")/driver_override"
	done <<-end
		bochs 10 11
		vga 11 10
	end
}

# A kernel of ours for tests has none.
[ ! -e /lib/modules ] || drive c 'modprobe bochs' 'modprobe -r bochs'

if [ -e bochs.ko ]; then
	modprobe drm_shmem_helper
	modprobe drm_kms_helper
	modprobe vgem
	drive cxx 'insmod bochs.ko' 'rmmod bochs'
	rmmod vgem
	rmmod drm_shmem_helper
	rmmod drm_kms_helper
	rmmod drm
fi
