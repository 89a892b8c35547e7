#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Files in debugfs show and take what they promise, and keep nobody waiting when they go: an open
# file keeps its module, and one whose folder goes ends with an error, not with freed memory.
set -eu
grep -q " /sys/kernel/debug debugfs " /proc/mounts || mount -t debugfs debugfs /sys/kernel/debug
dir=/sys/kernel/debug/debugfs_demo

fail() { echo "$*"; exit 1; }
# is FILE VALUE
is() { [ "$(cat "$dir/$1")" = "$2" ] || fail "$1 reads '$(cat "$dir/$1")', not '$2'"; }
# takes FILE WRITTEN READ
takes() { echo "$2" > "$dir/$1" || fail "$1 refuses '$2'"; is "$1" "$3"; }
# refuses FILE WRITTEN: and keeps its value
refuses() {
	old=$(cat "$dir/$1")
	if echo "$2" 2>/dev/null > "$dir/$1"; then fail "$1 takes '$2'"; fi
	is "$1" "$old"
}

insmod debugfs_demo.ko

# Values.
is limit 10
is offset -5
is total 18446744073709551615
is drift -1
is enabled Y
takes limit 4294967295 4294967295
takes limit 0x10 16
refuses limit 4294967296
refuses limit -1
refuses limit ten
refuses limit ''
takes offset -2147483648 -2147483648
refuses offset 2147483648
takes total 0 0
refuses total 18446744073709551616
takes drift -9223372036854775808 -9223372036854775808
refuses drift 9223372036854775808
takes enabled 0 N
takes enabled on Y
refuses enabled maybe

# Texts; each reading shows the object anew.
takes limit 7 7
takes offset -3 -3
expected='limit 7, offset -3, last error -EIO
not a format: %s'
is state "$expected"
before=$(cat $dir/shown)
cat $dir/state > /dev/null
is shown $((before + 1))
[ "$(wc -l < $dir/long)" -eq 5000 ] || fail "a long text has $(wc -l < $dir/long) lines"
[ "$(tail -n 1 $dir/long)" = "line 4999" ] || fail "a long text ends in $(tail -n 1 $dir/long)"
[ "$(dd if=$dir/long bs=7 skip=1 count=1 2>/dev/null)" = "line 1" ] || fail "reading goes on elsewhere"

# Who may: all read, root writes what is writable.
[ "$(stat -c %a $dir/state)" = 444 ] || fail "state has mode $(stat -c %a $dir/state)"
[ "$(stat -c %a $dir/limit)" = 644 ] || fail "limit has mode $(stat -c %a $dir/limit)"
if echo 1 2>/dev/null > $dir/shown; then fail "a file for reading takes a value"; fi

# A folder may be in a folder, with files of the same names.
takes limit 99 99
is inner/limit 10
takes inner/limit 98 98
is limit 99
[ ! -d $dir/inner/innermost ] || fail "a folder without an owner stays"

# An open file keeps its module.
exec 3< $dir/state
if rmmod debugfs_demo 2>/dev/null; then fail "unloaded under an open file"; fi
read -r line <&3
[ "$line" = "limit 99, offset -3, last error -EIO" ] || fail "the open file reads '$line'"
exec 3<&-
rmmod debugfs_demo
[ ! -d $dir ] || fail "the folder stays"
dmesg | grep -q 'debugfs_demo: a meter is gone, shown' || fail "the files keep their object"

# The folder goes before the module does: readers that are inside are waited for, and what stays open
# answers with an error.
dmesg -c > /dev/null
insmod debugfs_demo.ko lifetime=500
exec 3< $dir/state 4> $dir/limit
dd if=$dir/slow bs=100 count=1 > /tmp/slow 2>/dev/null & # reading on would be an error
reader=$!
i=0
until [ ! -e $dir/state ]; do
	[ $((i += 1)) -lt 300 ] || fail "the folder stays"
	usleep 100000
done
wait $reader || fail "the reader inside was cut off"
[ "$(cat /tmp/slow)" = "seen to the end" ] || fail "the reader inside saw '$(cat /tmp/slow)'"
i=0
until dmesg | grep -q 'debugfs_demo: the folder is gone'; do
	[ $((i += 1)) -lt 100 ] || fail "removing the folder does not end"
	usleep 100000
done
if dmesg | grep 'debugfs_demo: .* with a reader inside'; then fail "the reader inside was not waited for"; fi
dmesg | grep -q 'debugfs_demo: .* with nobody inside' || fail "the files keep their object when they are gone"
said=$(cat <&3 2>&1) && fail "a removed file reads '$said'"
case $said in *'I/O error'*|*'Input/output error'*) ;; *) fail "a removed file says '$said'" ;; esac
if echo 5 2>/dev/null >&4; then fail "a removed file takes a value"; fi
# The other folder, in the one that goes, is still there, and so its path.
is inner/limit 10
if rmmod debugfs_demo 2>/dev/null; then fail "unloaded under a removed, open file"; fi
exec 3<&- 4>&-
rmmod debugfs_demo
[ ! -d $dir ] || fail "the folder stays"

# A load that fails while somebody has a file open waits until it is closed.
dmesg -c > /dev/null
insmod debugfs_demo.ko fail=1 2>/dev/null &
loader=$!
i=0
until [ -e $dir/state ]; do
	[ $((i += 1)) -lt 300 ] || fail "no folder while the module is loaded"
	usleep 10000
done
exec 3< $dir/state
dd bs=100 count=1 <&3 > /dev/null 2>&1 || fail "no reading while the module is loaded"
i=0
while [ -d $dir ]; do
	[ $((i += 1)) -lt 300 ] || fail "the folder of a failed load stays"
	usleep 10000
done
sleep 1
# insmod of busybox tries twice: it is still about its first load.
if [ -d $dir ] || ! kill -0 $loader; then fail "the module went under an open file"; fi
exec 3<&-
while kill -0 $loader 2>/dev/null; do
	cat $dir/state > /dev/null 2>&1 || true
	usleep 10000
done
if wait $loader; then fail "a load that should fail does not"; fi
if grep -q "^debugfs_demo " /proc/modules; then
	fail "a module that failed to load is there"
fi
dmesg | grep -q 'debugfs_demo: a meter is gone, shown' || fail "a failed load leaves its object"

# Loaded and unloaded while somebody reads all the time.
(while [ ! -e /tmp/enough ]; do cat $dir/long $dir/limit $dir/inner/state > /dev/null 2>&1 || true; done) &
i=0
while [ $i -lt 20 ]; do
	insmod debugfs_demo.ko lifetime=$((i % 2 * 3))
	until rmmod debugfs_demo 2>/dev/null; do usleep 1000; done
	i=$((i + 1))
done
touch /tmp/enough
wait
