# SPDX-License-Identifier: GPL-2.0
# In the guest: has what fails on demand say nothing of it, also where memory could be waited for. Where the kernel
# can inject faults.
for fault in failslab fail_page_alloc fail_usercopy; do
	[ -d /sys/kernel/debug/$fault ] || continue
	echo 0 > /sys/kernel/debug/$fault/verbose
	[ ! -e /sys/kernel/debug/$fault/ignore-gfp-wait ] || echo N > /sys/kernel/debug/$fault/ignore-gfp-wait
done
