#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What binder_fuzz is told is in /fuzz/arguments.
set -u
. /fuzz/prepare_faults.sh
logs=/sys/kernel/debug/cxxbinder
insmod binder.ko || exit
binder_fuzz /dev/cxxbinder $logs cxxbinder $(cat /fuzz/arguments)
status=$?
sed -n '/^B[CR]_/p' $logs/stats
module=binder
. /fuzz/unload.sh
