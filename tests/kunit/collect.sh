#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: runs the suites of the test module and prints their results as ONE KTAP document;
# then a second one, of the suite that has to fail. What the module load itself logs is several
# documents: kunit.py reads only the first.
set -eu

# load_kunit, unload_kunit: where it is not built into the kernel.
load_kunit()
{
	[ ! -e kunit.ko ] || insmod kunit.ko
}

unload_kunit()
{
	[ ! -e kunit.ko ] || rmmod kunit
}

# load PARAMETER...: runs suites.
load()
{
	load_kunit
	insmod kcxx_test.ko "$@"
}

# unload: nothing may stay.
unload()
{
	rmmod kcxx_test
	unload_kunit
	if ls /sys/kernel/debug/kunit/* 2>/dev/null || grep -q . /proc/modules; then
		echo "left behind: $(cat /proc/modules)"
		exit 1
	fi
}

# print_results: each suite's file is a document of its own; its suite's line gets a number here.
print_results()
{
	number=0
	echo "KTAP version 1"
	echo "1..$(ls /sys/kernel/debug/kunit | wc -l)"
	for suite in /sys/kernel/debug/kunit/*; do
		number=$((number + 1))
		sed -e '/^KTAP version/d' -e '/^1\.\.[0-9]*$/d' -e "s/^ok [0-9]* /ok $number /" \
			-e "s/^not ok [0-9]* /not ok $number /" "$suite/results"
	done
}

. /kunit/prepare_faults.sh
load
print_results
unload

echo "# kunit_proof"
load only=kunit_proof
print_results
unload

for _ in 1 2 3 4 5 6 7 8 9 10; do
	load only=kunit
	unload
done
load_kunit
if insmod kcxx_test.ko only=no_such_suite 2>/dev/null; then
	echo "a suite that does not exist was run"
	exit 1
fi
unload_kunit
