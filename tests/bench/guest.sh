# SPDX-License-Identifier: GPL-2.0
# Runs the meters and shows what they counted: tests/bench/instructions.py and checks.py read it.
set -e
for module in ops_c ops_cxx; do
	[ -e $module.ko ] || continue
	dmesg -c > /dev/null
	insmod $module.ko
	dmesg | sed -n "s/^.*bench: /$module /p"
	rmmod $module
done
[ -e /bin/count_calls ] || exit 0
insmod sample_workqueue.ko interval=50505050
for module in note sample_params ioctl_demo debugfs_demo; do
	insmod $module.ko
done
count_calls
