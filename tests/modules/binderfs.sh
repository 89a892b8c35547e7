#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Devices in a file system of their own, which behaves as the C driver's does.
set -eu

fail() { echo "$*"; exit 1; }

grep -q " /sys/kernel/debug debugfs " /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
insmod binder.ko devices=apple,,pear
for device in apple pear; do
	[ -c /dev/$device ] || fail "there is no /dev/$device"
done
[ ! -e /dev/cxxbinder ] || fail "there is a /dev/cxxbinder"
grep -q cxxbinder /proc/filesystems || fail "there is no such file system"
binderfs_user cxxbinder >said || fail "binderfs_user ended early"
diff -U 8 /tests/binderfs.txt said || fail "binderfs_user hears something else than it should"

mkdir -p /tmp/held
mount -t cxxbinder none /tmp/held
if rmmod binder 2>/dev/null; then
	fail "the module was unloaded while something was mounted"
fi
umount /tmp/held

# What files of processes are made in stays; else a device that is opened would find freed memory.
mount -t cxxbinder -o stats=global none /tmp/held
if rename_user /tmp/held/features /tmp/held/binder_logs/proc 2>/dev/null; then
	fail "an empty folder of the driver can be replaced"
fi
# Files of processes come and go while others read them, and may be open longer.
logs="/tmp/held/binder_logs/proc /sys/kernel/debug/cxxbinder/proc"
rm -f /tmp/enough
(while [ ! -e /tmp/enough ]; do find $logs -type f -exec cat {} + >/dev/null 2>&1 || true; done) &
reader=$!
for _ in 1 2 3 4; do
	(for _ in $(seq 100); do : 3<>/tmp/held/apple; done) &
	openers="${openers-} $!"
done
wait $openers
touch /tmp/enough
wait $reader
[ -z "$(find $logs -type f)" ] || fail "logs of processes are left: $(find $logs -type f)"
exec 3<>/tmp/held/apple
for folder in $logs; do
	[ "$(ls "$folder")" = $$ ] || fail "in $folder there is '$(ls "$folder")', not $$"
done
exec 4</sys/kernel/debug/cxxbinder/proc/$$ 5</tmp/held/binder_logs/proc/$$
exec 3>&-
umount -l /tmp/held
[ -z "$(cat <&5)" ] || fail "something is left of a process that is gone"
exec 5<&-
if rmmod binder 2>/dev/null; then
	fail "the module was unloaded under a log that is open"
fi
exec 4<&-
rmmod binder
if grep -q cxxbinder /proc/filesystems; then
	fail "the file system is still there"
fi

insmod binder.ko devices= filesystem=
[ "$(cat /sys/module/binder/parameters/devices)" = "" ] || fail "devices= is not shown"
rmmod binder

long=$(head -c 256 /dev/zero | tr '\0' l)
for parameters in "devices=$long" "devices=one,one" "devices=one filesystem=tmpfs" \
	"filesystem=$long"; do
	# shellcheck disable=SC2086 # two parameters are two words
	if insmod binder.ko $parameters 2>/dev/null; then
		fail "it was loaded with $parameters"
	fi
	[ ! -e /dev/one ] || fail "/dev/one is left of $parameters"
done
