#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What binder_fuzz is told is in /fuzz/arguments.
set -u
for fault in failslab fail_page_alloc fail_usercopy; do
	[ -e /sys/kernel/debug/$fault ] || continue
	echo 0 > /sys/kernel/debug/$fault/verbose
	[ ! -e /sys/kernel/debug/$fault/ignore-gfp-wait ] || echo N > /sys/kernel/debug/$fault/ignore-gfp-wait
done
logs=/sys/kernel/debug/cxxbinder
insmod binder.ko || exit
binder_fuzz /dev/cxxbinder $logs cxxbinder $(cat /fuzz/arguments)
status=$?
sed -n '/^B[CR]_/p' $logs/stats
# After a seed that found something, somebody may still use it.
[ $status -ne 0 ] || rmmod binder || exit
exit $status
