# SPDX-License-Identifier: GPL-2.0
# Counts calls through our Binder and through the C driver, each first once; tests/bench/binder reads it.
set -e
insmod binder.ko
insmod binder_linux.ko
# Whatever the kernel still has to do after its start, it does now. Idle time costs nothing here.
sleep 60
for bytes in 0 128 4096 65536; do
	for device in cxxbinder binder binder cxxbinder; do
		binder_count /dev/$device $bytes 1
	done
done
for device in cxxbinder binder binder cxxbinder; do
	binder_count /dev/$device 128 4
done
