#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Reads and writes that are completed later: what they answer, and what becomes of those that are
# pending when their caller closes the file, exits, is killed, or wants to unload the module.
set -eu

fail() { echo "$*"; exit 1; }
released() { dmesg | grep -c 'async_demo: a file is released' || true; }

insmod async_demo.ko
async_user || fail "async_user found a wrong answer"

# Its caller exits at once; the file is open, and the module stays, until it is completed.
echo 2000 > /sys/module/async_demo/parameters/delay
dmesg -c > /dev/null
async_user leave &
user=$!
sleep 0.5
if rmmod async_demo 2>/dev/null; then fail "unloaded with a write pending"; fi
[ "$(released)" -eq 0 ] || fail "the file was released with a write pending"
wait $user || fail "async_user could not leave a write behind"
i=0
until [ "$(released)" -eq 1 ]; do
	[ $((i += 1)) -lt 50 ] || fail "the file was not released"
	sleep 0.1
done
rmmod async_demo

# Unloaded as soon as the file is closed, which the end of the last write does.
insmod async_demo.ko delay=1
i=0
while [ $i -lt 20 ]; do
	async_user leave
	until rmmod async_demo 2>/dev/null; do sleep 0.01; done
	insmod async_demo.ko delay=1
	i=$((i + 1))
done
rmmod async_demo
