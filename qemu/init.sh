#!/bin/busybox sh
# SPDX-License-Identifier: GPL-2.0
#
# The guest's init: sets the system up, runs /script, hands over its exit status and the kernel log.
#
# Serial ports: ttyS0 is the kernel's console, ttyS1 carries what the script prints (or the
# interactive shell), ttyS2 the results, ttyS3 what is asked of the machine (ask-machine). So kernel
# messages never mix with the script's output.

export PATH=/bin:/sbin HOME=/ TERM="${TERM:-linux}"
/bin/busybox --install -s /bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm /tmp /run /modules
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /tmp
# A kernel without one of these is fine: its script then simply does not find the files.
mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null

. /etc/kcxx-run

# Boot messages are in the log anyway; from here on the console shows everything, because it is
# all that is left if the guest dies.
echo 8 > /proc/sys/kernel/printk
stty -F /dev/ttyS2 raw -echo
stty -F /dev/ttyS3 raw -echo
echo started > /dev/ttyS2

cd /modules || exit
if [ "$KCXX_INTERACTIVE" = 1 ]; then
	stty -F /dev/ttyS1 sane rows "$KCXX_ROWS" columns "$KCXX_COLUMNS"
else
	stty -F /dev/ttyS1 raw -echo
fi

status=0
if [ -f /script ]; then
	setsid sh /script < /dev/null > /dev/ttyS1 2>&1
	status=$?
fi
if [ "$KCXX_INTERACTIVE" = 1 ]; then
	# What has not left the port when the leader of a session ends is lost: that is not the shell
	# itself, and setting a mode waits.
	PS1='guest# ' setsid -c sh -c 'sh -i; status=$?; stty raw -echo; exit $status' \
		< /dev/ttyS1 > /dev/ttyS1 2>&1
	status=$?
fi

# What kernels for debugging know only when asked: memory that nobody refers to any more (an object
# has to be some seconds old, and is told only when a second look finds the same), and whether lockdep
# is still at work, which it ceases to be without much ado.
if [ -e /sys/kernel/debug/kmemleak ]; then
	sleep 6
	echo scan > /sys/kernel/debug/kmemleak
	echo scan > /sys/kernel/debug/kmemleak
	while IFS= read -r line; do
		echo "<4>kmemleak: $line" > /dev/kmsg
	done < /sys/kernel/debug/kmemleak
fi
if grep -q '^ debug_locks: *0' /proc/lockdep_stats 2>/dev/null; then
	echo '<4>WARNING: lockdep has switched itself off' > /dev/kmsg
fi

# This waits, too.
stty -F /dev/ttyS1 raw -echo
{
	echo "status $status"
	echo "tainted $(cat /proc/sys/kernel/tainted)"
	# Read from the device, not by dmesg: it also has what 'dmesg -c' in the script cleared.
	echo '<7>kcxx: end of the log' > /dev/kmsg
	# sed looks a record ahead, and /dev/kmsg has no end: without this one it would wait for ever.
	echo '<7>kcxx: after the end' > /dev/kmsg
	sed '/;kcxx: end of the log$/q' /dev/kmsg
} > /dev/ttyS2
stty -F /dev/ttyS2 raw -echo
poweroff -f
