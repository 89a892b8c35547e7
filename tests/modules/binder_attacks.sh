#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Attacks on our Binder, of which it says what it should, and on the C driver, which says the same.
set -eu

fail() { echo "$*"; exit 1; }

attack()
{
	binder_attacks "/dev/$1" "/sys/kernel/debug/$1" >"said.$1" ||
		fail "binder_attacks $1 ended early: $(tail -n 20 "said.$1")"
}

grep -q " /sys/kernel/debug debugfs " /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
insmod binder.ko
attack cxxbinder
diff -U 8 /tests/binder_attacks.txt said.cxxbinder || fail "under attack, it says something else than it should"

# The C driver of another version says something else.
if [ -e binder_linux.ko ] && [ "$(uname -r | cut -d. -f1,2)" = 6.12 ]; then
	# Once loaded it stays: it cannot be unloaded.
	[ -e /sys/module/binder_linux ] || insmod binder_linux.ko
	attack binder
	# Where they differ there is a '~'. The C driver has lost count of an object, ls -1, if its owner
	# ended while it was sent to: so it never goes.
	for device in cxxbinder binder; do
		grep -v -e '^~' -e ' ls -1 ' said.$device >common.$device
	done
	diff -U 8 common.binder common.cxxbinder || fail "under attack, the C driver says something else"
fi
rmmod binder
