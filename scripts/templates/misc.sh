#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in the guest: what is written to /dev/@name@ can be read back.
set -eu

insmod @name@.ko
exec 3<>/dev/@name@
echo "some text" >&3
read -r answer <&3
exec 3>&-
[ "$answer" = "some text" ] || { echo "read '$answer'"; exit 1; }
rmmod @name@
