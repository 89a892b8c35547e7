#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs every script of /tests in the guest; prints TAP. Each leaves no module behind.
status=0

# Tracers have the kernel change its own code. An emulated CPU that comes by may then trap on what was there
# before, again and again: QEMU 7.2 translates it once, and misses that it has changed. A single CPU does not.
other_cpu() { echo "$1" >/sys/devices/system/cpu/cpu1/online; }
traces() { grep -q /sys/kernel/tracing "$1"; }

for script in /tests/*.sh; do
	name=$(basename "$script" .sh) started=$(date +%s)
	traces "$script" && other_cpu 0
	output=$(sh "$script" 2>&1) && passed=y || passed=n
	traces "$script" && other_cpu 1
	if [ $passed = y ]; then
		# The C drivers that ours are compared with cannot all be unloaded.
		left=$(grep -v '\[permanent\]' /proc/modules || true)
		if [ -z "$left" ]; then
			printf "ok - %s\n%s s\n" "$name" $(($(date +%s) - started))
			continue
		fi
		output="modules left behind: $left"
	fi
	echo "not ok - $name"
	echo "$output" | sed 's/^/#   /'
	cut -d' ' -f1 /proc/modules | xargs -r rmmod 2>/dev/null
	status=1
done
exit $status
