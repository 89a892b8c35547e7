#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Parameters in the guest: good ones are taken, bad ones are refused and change nothing.
set -eu
params=/sys/module/sample_params/parameters

fail() { echo "$*"; exit 1; }
# is NAME VALUE: what sysfs says.
is()
{
	value=$(cat $params/"$1")
	[ "$value" = "$2" ] || fail "$1 is '$value', not '$2'"
}
refused()
{
	if insmod sample_params.ko "$@" 2>/tmp/error; then
		fail "insmod took $*"
	fi
}

insmod sample_params.ko
is limit 10
is offset -5
is verbose N
echo 100 > $params/limit
is limit 100
for bad in 0 101 -1 4294967296 ten ""; do
	if echo "$bad" 2>/dev/null > $params/limit; then
		fail "limit took '$bad'"
	fi
	is limit 100
done
echo yes > $params/verbose
is verbose Y
if echo 3 2>/dev/null > $params/offset; then
	fail "a parameter for reading was written"
fi
rmmod sample_params
dmesg | grep -q 'limit was 100 in the end' || fail "the last value was not seen"

insmod sample_params.ko limit=0x20 offset=-7 verbose
is limit 32
is offset -7
is verbose Y
rmmod sample_params

refused limit=101
grep -q 'Invalid argument' /tmp/error || fail "limit=101: $(cat /tmp/error)"
refused limit=99999999999
grep -qE 'Numerical result out of range|Math result' /tmp/error || fail "a huge limit: $(cat /tmp/error)"
refused offset=x

# As for any module, a misspelt one is reported and ignored.
insmod sample_params.ko limti=3
dmesg | grep -q "sample_params: unknown parameter 'limti' ignored" || fail "limti was not reported"
is limit 10
rmmod sample_params
