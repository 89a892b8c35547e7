#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What kms_fuzz is told is in /fuzz/arguments, behind the plan, of which there is one.
set -u
. /fuzz/faults.sh
insmod bochs.ko || exit
set -- $(cat /fuzz/arguments)
shift
kms_fuzz 0000:00:10.0 "$@"
status=$?
# After a seed that found something, somebody may still use it.
[ $status -eq 0 ] || exit $status
# Buffers of who is gone go when the kernel comes to it.
for _ in 1 2 3 4 5 6 7 8 9 10; do
	said=$(rmmod bochs 2>&1) && exit
	sleep 1
done
echo "the module cannot be unloaded: $said"
exit 1
