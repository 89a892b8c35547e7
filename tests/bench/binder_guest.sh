# SPDX-License-Identifier: GPL-2.0
# Counts calls through our Binder and through the C driver, each first once; tests/bench/binder reads it.
set -e
insmod binder.ko
insmod binder_linux.ko
# Whatever the kernel still has to do after its start, it does now. Idle time costs nothing here.
sleep 60
while read -r what count clients; do
	for device in cxxbinder binder binder cxxbinder; do
		binder_count /dev/$device $what $count $clients
	done
done <<-end
	bytes 0 1
	bytes 128 1
	bytes 4096 1
	bytes 65536 1
	bytes 128 4
	one-way 128 1
	files 1 1
	objects 1 1
	objects 8 1
	objects 64 1
	held 1 1
	held 1000 1
end
