#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same programs talk through our Binder and through the C driver, both loaded: their answers are
# the same.
set -eu

fail() { echo "$*"; exit 1; }

# Clients of 64 and of 32 bits, with services of both.
try_clients()
{
	for program in binder_user binder_objects_user; do
		for client in $program ${program}_32; do
			for service in $program ${program}_32; do
				$client "$1" $service || fail "$client with $service found a wrong answer of $1"
			done
		done
	done
}

# The example: a manager, a service, a client whom it answers, and one who waits for its end.
try_example()
{
	binder_talk "$1" manager >talked &
	manager=$!
	wait_for 'manager: ready'
	binder_talk "$1" serve echo >>talked &
	service=$!
	wait_for 'echo: known'
	binder_talk "$1" say echo 'hello, binder' >>talked || fail "nobody answered on $1"
	grep -q "the answer is 'HELLO, BINDER'" talked || fail "the answer on $1 is wrong"
	if binder_talk "$1" say nobody 'hello' 2>/dev/null; then
		fail "somebody answered on $1 who is not there"
	fi
	binder_talk "$1" watch echo >>talked &
	watcher=$!
	sleep 1
	kill $service
	wait $watcher || fail "the watcher on $1 ended early"
	grep -q "'echo' is gone" talked || fail "the watcher on $1 did not hear of the end"
	kill $manager
	wait $manager || true
}
wait_for()
{
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		grep -q "$1" talked && return
		sleep 1
	done
	fail "nobody said '$1'"
}

grep -q " /sys/kernel/debug debugfs " /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
insmod binder.ko
[ -c /dev/cxxbinder ] || fail "there is no /dev/cxxbinder"
try_clients /dev/cxxbinder

try_example /dev/cxxbinder

binder_security_user /dev/cxxbinder >said || fail "binder_security_user ended early"
binder_dialogue /dev/cxxbinder /sys/kernel/debug/cxxbinder >ours || fail "binder_dialogue ended early"
diff -U 8 /tests/binder_dialogue.txt ours || fail "binder_dialogue hears something else than it should"

# The kernels for tests have no C driver.
if [ -e binder_linux.ko ]; then
	# Once loaded it stays: it cannot be unloaded.
	[ -e /sys/module/binder_linux ] || insmod binder_linux.ko
	try_clients /dev/binder
	try_example /dev/binder
	for device in cxxbinder binder; do
		binder_security_user /dev/$device >said.$device || fail "binder_security_user ended early"
	done
	diff -U 8 said.binder said.cxxbinder || fail "the C driver gives another security context"
	grep -q 'security context kernel' said.cxxbinder || fail "there is no security context"
	# What it says is what the C driver of this version says, in every detail.
	if [ "$(uname -r | cut -d. -f1,2)" = 6.12 ]; then
		binder_dialogue /dev/binder /sys/kernel/debug/binder >theirs || fail "with the C driver, binder_dialogue ended early"
		diff -U 8 theirs ours || fail "the C driver says something else"
	fi
	binder_user /dev/cxxbinder || fail "beside the C driver, binder_user found a wrong answer"
fi

exec 3<>/dev/cxxbinder
if rmmod binder 2>/dev/null; then
	fail "the module was unloaded while a file was open"
fi
exec 3>&-
rmmod binder
[ ! -e /dev/cxxbinder ] || fail "/dev/cxxbinder is still there"
