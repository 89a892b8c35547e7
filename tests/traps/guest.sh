#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: walks into each trap of /etc/traps, lines of "NAME GOOD BAD". The log says what came
# of it, between lines "trap: NAME" and "trap: the end".
mark() { echo "<5>trap: $*" > /dev/kmsg; }
# How many bugs have been told to their end.
traces() { dmesg | grep -c 'end trace'; }
# Whoever walks into a trap is killed: that must not be this shell.
walk() { sh -c "echo $1 $2 > /dev/traps"; }

insmod traps.ko || exit
cat /dev/traps
while read -r name good bad; do
	mark "$name"
	walk "$name" "$good" || mark "fails with $good: $?"
	before=$(traces)
	walk "$name" "$bad" 2> /dev/null
	mark "ended with $?"
	case $name in work_*_itself)
		# The mistake is made in another task.
		i=0
		until [ "$(traces)" -gt "$before" ] || [ $((i += 1)) -gt 100 ]; do usleep 100000; done
	esac
done < /etc/traps
mark "the end"
# Nobody is left inside: the kernel has closed the files of those it killed.
grep -q '^traps [0-9]* 0 ' /proc/modules || cat /proc/modules
