# SPDX-License-Identifier: GPL-2.0
# Lets the kernel count the locks of 8 clients, and how many calls they were; tests/bench/locks.py reads it.
set -e
grep -q " /sys/kernel/debug debugfs " /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
echo 1 >/proc/sys/kernel/lock_stat
insmod binder.ko
insmod binder_linux.ko
for device in cxxbinder binder; do
	echo 0 >/proc/lock_stat
	binder_count /dev/$device bytes 128 8 >/dev/null
	echo "device $device $(awk '/^BC_TRANSACTION:/ { print $2 }' /sys/kernel/debug/$device/stats)"
	cat /proc/lock_stat
done
