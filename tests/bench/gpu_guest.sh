# SPDX-License-Identifier: GPL-2.0
# Counts flips by the kernel's own bochs driver and by ours, one after the other; tests/bench/gpu reads it. Of commits
# that do not wait for a blank Linux knows since 6.8.
set -e
device=/sys/bus/pci/devices/0000:00:10.0

# count NAME WHAT...
count()
{
	card=/dev/dri/$(basename "$(ls -d "$device"/drm/card*)")
	name=$1
	shift
	# Whatever the kernel still has to do, it does now. Idle time costs nothing here.
	sleep 20
	kms_count "$card" "$@" | sed "s/^/$name /"
}

modprobe bochs
count c loop page-flip commit new
modprobe -r bochs
modprobe drm_shmem_helper
modprobe drm_kms_helper
insmod bochs.ko
count cxx page-flip-at-once new-at-once page-flip commit blank cursor-at-once
case $(uname -r) in 6.1.*) ;; *) count cxx commit-at-once ;; esac
