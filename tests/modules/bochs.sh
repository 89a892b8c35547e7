#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Displays show what they are given: the two devices of QEMU that the bochs drivers know, by the kernel's own
# driver, then by ours. The VGA of some machines has no memory for its registers, but I/O ports. Who runs this
# compares the pictures of their screens that kms_user has QEMU take.
set -eu

fail() { echo "$*"; exit 1; }

# By its place on the bus, as QEMU was told.
device() { echo "/sys/bus/pci/devices/0000:00:$1.0"; }

# Whether BAR 2 is there, and whether ports have been claimed: of two devices, one at most has those.
has_memory() { sed -n '3s/^0x0* .*/no/; 3s/^0x.*/yes/; 3p' "$(device "$1")/resource"; }
has_ports() { grep -q '01ce-01[cd].* : bochs-drm$' /proc/ioports && echo yes || echo no; }

# One at a time: with consoles on two of them, the kernels count a user of the console's module too few when
# the displays go, and the next to be unloaded is a BUG. PREFIX LOAD UNLOAD, the first that of the pictures.
drive()
{
	while read -r screen place other; do
		echo none >"$(device "$other")/driver_override"
		$2
		[ "$(has_memory "$place")" != "$(has_ports)" ] || fail "$1: the registers of $screen are elsewhere"
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

# QEMU 7.2 ends if a display is plugged in where one was before.
unplug()
{
	echo none >"$(device 11)/driver_override"
	insmod bochs.ko
	kms_unplug_user "/dev/dri/$(basename "$(ls -d "$(device 10)"/drm/card*)")" bochs cxx-bochs 0000:00:10.0 \
		driver=bochs-display addr=0x14 || fail 'kms_unplug_user found the screen wrong'
	rmmod bochs
	echo >"$(device 11)/driver_override"
}

# Not all that is asked for is one: a kernel for tests has DRM built in, and one for clouds has none.
is_module() { [ -e "/lib/modules/$(uname -r)/$1.ko" ]; }

! is_module bochs || drive c 'modprobe bochs' 'modprobe -r bochs'

if [ -e bochs.ko ]; then
	! is_module drm_shmem_helper || modprobe drm_shmem_helper
	! is_module drm_kms_helper || modprobe drm_kms_helper
	! is_module vgem || modprobe vgem
	drive cxx 'insmod bochs.ko' 'rmmod bochs'
	unplug
	! is_module vgem || rmmod vgem
	! is_module drm || rmmod drm_shmem_helper drm_kms_helper drm
fi
