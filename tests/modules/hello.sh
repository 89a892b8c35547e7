#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Loads and unloads hello, then 50 times more; its functions can be traced.
set -eu

insmod hello.ko
dmesg | grep -q 'hello: hello, kernel' || { echo "no greeting in the log"; exit 1; }
rmmod hello
dmesg | grep -q 'hello: goodbye, kernel' || { echo "no goodbye in the log"; exit 1; }

dmesg -c > /dev/null
i=0
while [ $i -lt 50 ]; do
	insmod hello.ko
	rmmod hello
	i=$((i + 1))
done
seen=$(dmesg | grep -c 'hello: goodbye, kernel')
[ "$seen" -eq 50 ] || { echo "50 rounds said goodbye $seen times"; exit 1; }
