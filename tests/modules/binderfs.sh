#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Devices in a file system of their own, which behaves as the C driver's does.
set -eu

fail() { echo "$*"; exit 1; }

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
