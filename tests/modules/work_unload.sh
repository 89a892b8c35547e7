#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A module goes only after its work has, whether it is queued, delayed or queues itself again, and
# whether the module is unloaded or fails to load.
set -eu

fail() { echo "$*"; exit 1; }
count() { dmesg | grep -c "work_unload: $1" || true; }
# ended WHAT: it did before the module was gone, each time that work was queued
ended()
{
	queued=$(count 'work is queued')
	[ "$queued" -ge 1 ] || fail "no work was queued"
	[ "$(count "$1")" -eq "$queued" ] || fail "work was queued $queued times, but $(count "$1") times: $1"
}

all_ended()
{
	ended 'restless ends'
	ended 'late runs'
	ended 'late ends'
	ended 'private ends'
}

dmesg -c > /dev/null
insmod work_unload.ko
sleep 0.1
rmmod work_unload
all_ended
ended 'module ends'

dmesg -c > /dev/null
# insmod of busybox tries twice.
if insmod work_unload.ko fail=1 2>/dev/null; then fail "a load that should fail does not"; fi
all_ended

i=0
while [ $i -lt 5 ]; do
	insmod work_unload.ko
	rmmod work_unload
	i=$((i + 1))
done
