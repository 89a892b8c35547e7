#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The device that QEMU is told of panics by: which it can be told of, and is. The kernel's own driver first, then ours.
# What becomes of a panic is seen by tests/panic.
set -eu

fail() { echo "$*"; exit 1; }
device=/sys/bus/platform/devices/QEMU0001:00

# DRIVER
drive()
{
	driver=/sys/bus/platform/drivers/$1
	[ -e "$driver/QEMU0001:00" ] || fail "$1 does not drive the device"
	[ "$(cat $device/capability)" = 3 ] || fail "$1: capability is $(cat $device/capability)"
	[ "$(cat $device/events)" = 3 ] || fail "$1: events are $(cat $device/events)"
	for wrong in 4 8 fffffffb -1 100000000 x ''; do
		! echo "$wrong" >$device/events 2>/dev/null || fail "$1: '$wrong' was taken for events"
	done
	! (echo 1 >$device/capability) 2>/dev/null || fail "$1: its capability was written"
	[ "$(cat $device/events)" = 3 ] || fail "$1: events were changed by what was refused"
	for right in 1 0x2 0 3; do
		echo "$right" >$device/events || fail "$1: '$right' was not taken for events"
		[ "$(cat $device/events)" = "${right#0x}" ] || fail "$1: events are $(cat $device/events), not $right"
	done
}

gone() { [ ! -e $device/driver ] && [ ! -e $device/capability ] && [ ! -e $device/events ]; }

[ -e $device ] || fail "there is no $device"
if [ -e "/lib/modules/$(uname -r)/pvpanic_mmio.ko" ]; then
	modprobe pvpanic_mmio
	drive pvpanic-mmio
	rmmod pvpanic_mmio pvpanic
	gone || fail "pvpanic-mmio left something behind"
fi

insmod pvpanic.ko
drive cxx_pvpanic
grep -q ' : cxx_pvpanic$' /proc/ioports || fail "its port is not claimed"
# A file that is open is one of a driver that goes.
exec 3<$device/events
echo QEMU0001:00 >/sys/bus/platform/drivers/cxx_pvpanic/unbind
! read -r was <&3 2>/dev/null || fail "events were read behind their driver: $was"
exec 3<&-
gone || fail "something is left behind unbinding"
! grep -q ' : cxx_pvpanic$' /proc/ioports || fail "its port is claimed still"
echo QEMU0001:00 >/sys/bus/platform/drivers/cxx_pvpanic/bind
drive cxx_pvpanic
rmmod pvpanic
gone || fail "something is left behind the module"
