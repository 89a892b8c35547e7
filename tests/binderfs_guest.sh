#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the kernel's own test finds with our driver, and whether it is what the C driver says.
set -u

insmod binder.ko filesystem=binder
binderfs_test | grep -E '^(not )?ok'
rmmod binder
insmod binder.ko devices=apple,pear
insmod binder_linux.ko devices=apple,pear
binderfs_user cxxbinder >ours
binderfs_user binder >theirs
if diff -U 8 theirs ours; then
	echo "ok - binderfs is as in C"
else
	echo "not ok - binderfs is as in C"
fi
rmmod binder
