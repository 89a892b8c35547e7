#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What binder_fuzz is told is in /fuzz/arguments.
set -u
. /fuzz/faults.sh
logs=/sys/kernel/debug/cxxbinder
insmod binder.ko || exit
binder_fuzz /dev/cxxbinder $logs cxxbinder $(cat /fuzz/arguments)
status=$?
sed -n '/^B[CR]_/p' $logs/stats
# After a seed that found something, somebody may still use it.
[ $status -eq 0 ] || exit $status
# Mounts of who is gone go when the kernel comes to it.
for _ in 1 2 3 4 5 6 7 8 9 10; do
	said=$(rmmod binder 2>&1) && exit
	sleep 1
done
echo "the module cannot be unloaded: $said"
exit 1
