#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs every script of /tests in the guest; prints TAP. Each leaves no module behind.
status=0
for script in /tests/*.sh; do
	name=$(basename "$script" .sh) started=$(date +%s)
	if output=$(sh "$script" 2>&1); then
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
