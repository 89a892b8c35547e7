#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in the guest, which has QEMU's `edu` device: the driver binds, unbinds, and binds again.
set -eu
driver=/sys/bus/pci/drivers/@name@

insmod @name@.ko
dmesg | grep -q '@name@: revision 1, alive' || { echo "the device did not answer"; exit 1; }
device=$(basename "$(ls -d $driver/0000:*)")
echo "$device" > $driver/unbind
dmesg | grep -q '@name@: unbound' || { echo "it did not unbind"; exit 1; }
echo "$device" > $driver/bind
rmmod @name@
