#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: what others have written for screens works with ours as with the kernel's own driver. All of it comes
# from the packages of the machine outside, whose files are in /host. Prints TAP; pictures are taken of what is shown.
set -u

for module in virtio_pci 9pnet_virtio 9p drm_shmem_helper drm_kms_helper; do modprobe $module; done
mkdir /host
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 share /host || exit
for place in proc sys dev; do mount -o bind /$place /host/$place; done
for place in tmp run var; do mount -t tmpfs tmpfs /host/$place; done
mkdir -p /host/run/user /host/var/lib/xkb /host/var/log /host/tmp/.X11-unix
cp -r /clients /host/tmp/clients
chmod 700 /host/run/user

export XDG_RUNTIME_DIR=/run/user DISPLAY=:0
export PATH="$PATH:/usr/bin:/usr/sbin"
host() { chroot /host "$@"; }

result() { if [ "$1" = 0 ]; then echo "ok - $2"; else echo "not ok - $2"; sed 's/^/#   /' /tmp/said | tail -n 30; fi; }
# NAME PROGRAM...: succeeds
succeeds() { name=$1; shift; host "$@" </dev/null >/tmp/said 2>&1; result $? "$driver: $name"; }
# NAME PROGRAM...: once it runs, there is a picture. Some end when there is nothing more for them to read.
shows()
{
	name=$1
	shift
	sleep 1000 | exec chroot /host "$@" >/tmp/said 2>&1 &
	sleep "$settles"
	ask-machine screendump "device=$screen" "filename=$driver-$name.png" format=png >>/tmp/said 2>&1
	result $? "$driver: $name is shown"
	kill $!
	killall -q sleep
	wait $!
}

ids() { host modetest -M bochs-drm "$1" | awk -v part="$2" '$1 == part { on = 1; next } on && $1 ~ /^[0-9]+$/ { print $1; exit }'; }

modetest_shows()
{
	connector=$(ids -c Connectors:) crtc=$(ids -p CRTCs:) plane=$(ids -p Planes:)
	settles=4
	succeeds 'modetest lists all' modetest -M bochs-drm
	shows modetest-800x600 modetest -M bochs-drm -s "$connector:800x600@XR24"
	shows modetest-tiles modetest -M bochs-drm -F tiles -s "$connector:1024x768@XR24"
	shows modetest-atomic modetest -M bochs-drm -a -P "$plane@$crtc:640x480@XR24" -s "$connector@$crtc:640x480"
	succeeds 'proptest lists all' proptest -M bochs-drm
	succeeds 'drm_info tells all' drm_info /dev/dri/card0
}

# What only ours has: vertical blanks.
show_blanks()
{
	sleep 8 | host stdbuf -oL vbltest -M bochs-drm >/tmp/said 2>&1
	grep -q 'freq: ' /tmp/said
	result $? "$driver: vbltest counts blanks"
	sleep 8 | host modetest -M bochs-drm -v -s "$connector:640x480" >/tmp/said 2>&1
	grep -q 'freq: ' /tmp/said
	result $? "$driver: modetest flips with the blank"
}

kmscube_runs()
{
	succeeds 'kmscube draws 3 frames' kmscube -D /dev/dri/card0 -c 3
}

weston_shows()
{
	settles=20
	shows weston weston --backend=drm-backend.so --use-pixman --continue-without-input --tty=1 --config=/tmp/clients/weston.ini --idle-time=0
}

xorg_shows()
{
	(exec chroot /host Xorg :0 -novtswitch -sharevts -nolisten tcp -noreset -config /tmp/clients/xorg.conf \
		-configdir /tmp -logfile /tmp/xorg.log >/tmp/said 2>&1) &
	server=$!
	i=0
	until [ -e /host/tmp/.X11-unix/X0 ] || [ $((i += 1)) -gt 60 ]; do sleep 1; done
	host xsetroot -solid '#996633' >>/tmp/said 2>&1
	good=$?
	sleep 2
	ask-machine screendump "device=$screen" "filename=$driver-xorg.png" format=png || good=1
	[ $good = 0 ] || cat /host/tmp/xorg.log >>/tmp/said
	result $good "$driver: Xorg is shown"
	kill $server && wait $server
}

screen=bochs
for driver in c cxx; do
	if [ $driver = c ]; then modprobe bochs; else insmod bochs.ko; fi
	modetest_shows
	[ $driver = c ] || show_blanks
	weston_shows
	xorg_shows
	kmscube_runs
	rmmod bochs
done
