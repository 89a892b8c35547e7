#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Shows each module at work, in the guest. Any step that fails ends the demonstration.
set -eu

# show COMMAND...: runs it as a person at the prompt would.
show()
{
	echo "# $*"
	sh -c "$*"
}
# said: what the module said in the kernel log since the last time.
lines=0
said()
{
	dmesg | tail -n +$((lines + 1)) | sed -n 's/^/    /p' | grep -vE 'taint|module verification' || true
	lines=$(dmesg | wc -l)
}
section() { printf '\n--- %s\n' "$*"; }
show_on_screen()
{
	{
		printf '\033[2J\033[H\n   \033[1mThis screen is driven by modules/bochs, in C++, on Linux %s\033[0m\n\n' \
			"$(uname -r)"
		printf '   '
		for colour in 1 3 2 6 4 5 7; do
			printf '\033[4%sm          \033[0m' $colour
		done
		printf '\n\n'
		cut -d' ' -f1-4 /proc/modules | sed 's/^/   /'
		printf '\n'
		sed 's/^/   /' /sys/kernel/debug/dri/0/state 2>/dev/null | grep -A6 '^   crtc'
	} >/dev/tty0
	sleep 1
}
# A manager, a service and its clients, each a process of its own, and what the driver says of them.
show_binder()
{
	mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null || true
	talk='binder_talk /dev/cxxbinder'
	show "$talk manager & sleep 1"
	show "$talk serve echo & echo \$! >/tmp/service; sleep 1"
	show "$talk say echo 'hello, binder'"
	show cat /sys/kernel/debug/cxxbinder/state
	show "$talk watch echo & sleep 1; kill \$(cat /tmp/service); sleep 1"
	show killall binder_talk
	sleep 1
	show mkdir /tmp/binderfs
	show mount -t cxxbinder none /tmp/binderfs
	show ls -l /tmp/binderfs
	show umount /tmp/binderfs
}
# What it draws goes to the screen of the other driver.
show_gpu()
{
	said
	section "gpu: a graphics processor with firmware of its own, whose pictures bochs shows"
	modprobe drm_gpuvm
	modprobe gpu_sched
	show insmod gpu.ko
	show ls -l /dev/dri/renderD128
	show "grep gpu- /proc/interrupts"
	show gpu_demo /dev/dri/renderD128 /dev/dri/card0 screen gpu 3
	sleep 1
	show rmmod gpu
	rmmod gpu_sched drm_gpuvm drm_exec
}
lines=$(dmesg | wc -l)

section "hello: loading makes the object, unloading destroys it"
show insmod hello.ko
show rmmod hello
said

if [ -e note.ko ]; then
	section "note: a misc device; every open file has a text of its own"
	show insmod note.ko
	show ls -l /dev/note
	show "exec 3<>/dev/note; echo 'written by user space' >&3; cat <&3"
	show rmmod note
	said
fi

if [ -e binder.ko ]; then
	section "binder: Android's IPC, beside the kernel's own driver"
	show insmod binder.ko
	show ls -l /dev/cxxbinder
	show_binder
	show rmmod binder
fi

if [ -e edu.ko ]; then
	section "edu: a PCI driver, whose device goes while its file is open"
	show insmod edu.ko
	show "ls -l /dev/edu-*"
	device=$(ls /dev/edu-*)
	show "exec 3<>$device; echo 'to the device and back, by DMA' >&3; head -n 1 $device"
	show "grep ' edu\$' /proc/interrupts"
	show "exec 3<>$device; echo 1 >/sys/bus/pci/devices/${device#/dev/edu-}/remove; echo more >&3 || echo it is gone"
	show rmmod edu
	said
fi

if [ -e pvpanic.ko ] && [ -e /sys/bus/platform/devices/QEMU0001:00 ]; then
	section "pvpanic: a platform driver, by which QEMU hears of a panic"
	show insmod pvpanic.ko
	show "ls -l /sys/bus/platform/drivers/cxx_pvpanic"
	show "grep . /sys/bus/platform/devices/QEMU0001:00/capability /sys/bus/platform/devices/QEMU0001:00/events"
	show rmmod pvpanic
	said
fi

if [ -e bochs.ko ] && [ -e /lib/modules ]; then
	section "bochs: a screen, with the kernel's console on it"
	modprobe drm_shmem_helper
	modprobe drm_kms_helper
	show insmod bochs.ko
	show "head -n 3 /sys/class/drm/card0-*/modes"
	show_on_screen
	show ask-machine screendump filename=screen.png format=png device=screen
	[ ! -e gpu.ko ] || show_gpu
	show rmmod bochs
	rmmod drm_shmem_helper drm_kms_helper drm
	said
fi

if [ -e sample_params.ko ]; then
	section "sample_params: typed parameters, checked before they change anything"
	show insmod sample_params.ko
	for file in /sys/module/sample_params/parameters/*; do
		echo "# $file: $(cat "$file")"
	done
	show rmmod sample_params
	show "insmod sample_params.ko limit=500 || echo refused"
	said
fi

if [ -e sample_workqueue.ko ]; then
	section "sample_workqueue: deferred work that keeps its object alive"
	show insmod sample_workqueue.ko
	sleep 1
	show rmmod sample_workqueue
	said
fi

section "tainted: $(cat /proc/sys/kernel/tainted) (out of tree and unsigned, nothing else)"
