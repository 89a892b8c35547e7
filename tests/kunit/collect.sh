#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: runs the suites of the test module and prints their results as ONE KTAP document.
# What the module load itself logs is several: kunit.py reads only the first.
set -eu
insmod kunit.ko
insmod kcxx_test.ko
cd /sys/kernel/debug/kunit
echo "KTAP version 1"
echo "1..$(ls | wc -l)"
number=0
for suite in *; do
	number=$((number + 1))
	# 6.1 writes no header of its own; either way the suite's line gets its number here.
	sed -e '/^KTAP version/d' -e '/^1\.\.[0-9]*$/d' \
		-e "s/^ok [0-9]* /ok $number /" -e "s/^not ok [0-9]* /not ok $number /" "$suite/results"
done
cd /
rmmod kcxx_test kunit
