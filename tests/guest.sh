#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs every script of /tests in the guest; prints TAP. Each leaves no module behind.
status=0
limit=400 # seconds for a script

# Tracers have the kernel change its own code. An emulated CPU that comes by may then trap on what was there
# before, again and again: QEMU 7.2 translates it once, and misses that it has changed. A single CPU does not.
other_cpu() { echo "$1" >/sys/devices/system/cpu/cpu1/online; }
traces() { grep -q /sys/kernel/tracing "$1"; }

# Where in the kernel all programs are; what the CPUs are at lands in the kernel's log.
what_hangs() {
	for process in /proc/[0-9]*; do
		command=$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null)
		[ -z "$command" ] || printf '%s: %s\n%s\n' "${process#/proc/}" "$command" "$(cat "$process/stack" 2>&1)"
	done
	echo l >/proc/sysrq-trigger
	echo w >/proc/sysrq-trigger
}

# Runs a script, for so long as it may take. What cannot be killed is not waited for: a signal ends the waiting.
run_script() {
	setsid sh "$1" >/tmp/output 2>&1 &
	script_pid=$!
	setsid sh -c "sleep $limit && kill -USR1 $$" &
	watchdog=$!
	trap 'what_hangs >>/tmp/output; echo "no end after $limit seconds" >>/tmp/output; kill -KILL -$script_pid' USR1
	wait $script_pid
	result=$?
	kill -KILL -$watchdog 2>/dev/null
	return $result
}

for script in /tests/*.sh; do
	name=$(basename "$script" .sh) started=$(date +%s)
	traces "$script" && other_cpu 0
	run_script "$script" && passed=y || passed=n
	traces "$script" && other_cpu 1
	if [ $passed = y ]; then
		# The C drivers that ours are compared with cannot all be unloaded.
		left=$(grep -v '\[permanent\]' /proc/modules || true)
		if [ -z "$left" ]; then
			printf "ok - %s\n%s s\n" "$name" $(($(date +%s) - started))
			continue
		fi
		echo "modules left behind: $left" >>/tmp/output
	fi
	echo "not ok - $name"
	sed 's/^/#   /' /tmp/output
	cut -d' ' -f1 /proc/modules | xargs -r rmmod 2>/dev/null
	status=1
done
exit $status
