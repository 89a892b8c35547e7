#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in the guest, which has QEMU's `pvpanic` device: the driver binds, unbinds, and binds again.
set -eu
driver=/sys/bus/platform/drivers/@name@

insmod @name@.ko
dmesg | grep -q '@name@: knows of events 0x3' || { echo "the device did not answer"; exit 1; }
echo QEMU0001:00 > $driver/unbind
dmesg | grep -q '@name@: unbound' || { echo "it did not unbind"; exit 1; }
echo QEMU0001:00 > $driver/bind
rmmod @name@
