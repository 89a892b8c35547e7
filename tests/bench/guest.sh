# SPDX-License-Identifier: GPL-2.0
# Runs the meters and shows what they counted; tests/bench/instructions.py reads it.
set -e
for module in ops_c ops_cxx; do
	[ -e $module.ko ] || continue
	dmesg -c > /dev/null
	insmod $module.ko
	dmesg | sed -n "s/^.*bench: /$module /p"
	rmmod $module
done
