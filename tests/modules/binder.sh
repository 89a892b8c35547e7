#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same programs talk through our Binder and through the C driver, both loaded: their answers are
# the same.
set -eu

fail() { echo "$*"; exit 1; }

insmod binder.ko
[ -c /dev/cxxbinder ] || fail "there is no /dev/cxxbinder"
for client in binder_user binder_objects_user; do
	$client /dev/cxxbinder || fail "$client found a wrong answer"
done

# The kernels for tests have no C driver.
if [ -e binder_linux.ko ]; then
	insmod binder_linux.ko
	for client in binder_user binder_objects_user; do
		$client /dev/binder || fail "$client: the C driver answers otherwise"
	done
	binder_user /dev/cxxbinder || fail "beside the C driver, binder_user found a wrong answer"
fi

exec 3<>/dev/cxxbinder
if rmmod binder 2>/dev/null; then
	fail "the module was unloaded while a file was open"
fi
exec 3>&-
rmmod binder
[ ! -e /dev/cxxbinder ] || fail "/dev/cxxbinder is still there"
