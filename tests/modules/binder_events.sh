#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What tracers hear of our Binder is what they should, and what they hear of the C driver; and nothing is left
# of a module that was traced.
set -eu

fail() { echo "$*"; exit 1; }

tracing=/sys/kernel/tracing
grep -q " $tracing tracefs " /proc/mounts || mount -t tracefs tracefs $tracing

insmod binder.ko
grep -q . $tracing/events/cxxbinder/enable || fail "there are no events"
[ "$(cat $tracing/events/cxxbinder/enable)" = 0 ] || fail "events are on before anybody asks"
binder_events /dev/cxxbinder cxxbinder >ours || fail "binder_events ended early: $(tail -n 5 ours)"
diff -U 8 /tests/binder_events.txt ours || fail "tracers hear something else than they should"

# Fields and texts, as tools read them: without numbers, and the expressions behind a text.
forms()
{
	for event in "$tracing/events/$1"/binder_*; do
		basename "$event"
		sed -n -e '/^	field:.*common_/d' -e '/^	field:/p' -e 's/^print fmt: \("[^"]*"\).*/\1/p' "$event/format"
	done | sed -e 's/__u64/u64/; s/binder_uintptr_t/u64/'
}
# The C driver of another version has other events.
if [ -e binder_linux.ko ] && [ "$(uname -r | cut -d. -f1,2)" = 6.12 ]; then
	# Once loaded it stays: it cannot be unloaded.
	[ -e /sys/module/binder_linux ] || insmod binder_linux.ko
	binder_events /dev/binder binder >theirs || fail "with the C driver, binder_events ended early"
	diff -U 8 theirs ours || fail "tracers hear something else of the C driver"
	forms cxxbinder >forms.ours
	# What it never tells is of locks that it no longer has, and of a list of free pages.
	for event in "$tracing"/events/binder/binder_*; do
		[ -e "$tracing/events/cxxbinder/${event##*/}" ] || echo "${event##*/}"
	done >missing
	[ "$(grep -v -e _lru_ -e '^binder_lock' -e '^binder_unlock$' missing)" = "" ] ||
		fail "the C driver has more events: $(cat missing)"
	forms binder | awk 'FNR == NR { is[$1] = 1; next } /^binder_/ { on = !is[$1] } on' missing - >forms.theirs
	diff -U 8 forms.theirs forms.ours || fail "events of the C driver have other fields"
fi

# Unloaded while all is traced.
echo 1 >$tracing/events/cxxbinder/enable
binder_user /dev/cxxbinder || fail "traced, binder_user found a wrong answer"
grep -q ': binder_transaction: ' $tracing/trace || fail "nothing was traced"
rmmod binder
[ ! -e $tracing/events/cxxbinder ] || fail "events are left of it"
if grep ': binder_ioctl: ' $tracing/trace; then
	fail "there is an event of a module that is gone"
fi
insmod binder.ko
[ "$(cat $tracing/events/cxxbinder/enable)" = 0 ] || fail "events of a new module are on"
rmmod binder
