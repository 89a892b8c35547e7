#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Work repeats itself in the guest, and unloading ends it: at once, and with nothing left behind.
set -eu

fail() { echo "$*"; exit 1; }

insmod sample_workqueue.ko interval=50
sleep 1
rmmod sample_workqueue
ticks=$(dmesg | grep -c 'sample_workqueue: tick ')
[ "$ticks" -ge 2 ] || fail "only $ticks ticks in a second"
dmesg | grep -q "sample_workqueue: $ticks ticks, then the end" || fail "the object did not end after $ticks ticks"
sleep 1
[ "$(dmesg | grep -c 'sample_workqueue: tick ')" -eq "$ticks" ] || fail "it ticks after it was unloaded"

# Work that is far away is cancelled, not waited for.
insmod sample_workqueue.ko interval=3600000
rmmod sample_workqueue

i=0
while [ $i -lt 10 ]; do
	insmod sample_workqueue.ko interval=10
	usleep 20000
	rmmod sample_workqueue
	i=$((i + 1))
done
