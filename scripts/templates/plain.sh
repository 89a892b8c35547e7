#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in the guest: @name@ loads, says so, and unloads.
set -eu

insmod @name@.ko
dmesg | grep -q '@name@: loaded' || { echo "it did not say that it was loaded"; exit 1; }
rmmod @name@
dmesg | grep -q '@name@: unloaded' || { echo "it did not say that it was unloaded"; exit 1; }
