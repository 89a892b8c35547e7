#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The teaching device does what it can, by interrupts of both kinds, with memory that it does not reach and
# with all in its reach; and it goes while it is in use.
set -eu

fail() { echo "$*"; exit 1; }
driver=/sys/bus/pci/drivers/edu

# From another of its files on, until the device is gone.
use_until()
{
	edu_user "$file" 3 &
	user=$!
	sleep 2
	"$@"
	wait $user || fail "who used it found something else than its end"
	[ ! -e "$file" ] || fail "$file is still there"
}
unbind() { echo "$slot" >$driver/unbind; }
remove() { echo 1 >"/sys/bus/pci/devices/$slot/remove"; }

# Without its way to memory (bus master, in the command register) no message of its comes, so it never finishes.
# What it was lent is never seen again, of which kernels tell that look for that.
lose_memory()
{
	printf '\003' | dd of="/sys/bus/pci/devices/$slot/config" bs=1 seek=4 conv=notrunc 2>/dev/null
	for error in 'timed out' 'Input/output error' 'Input/output error'; do
		dd if="$file" of=/dev/null bs=1 count=1 2>&1 | grep -q "$error" || fail "it does not say: $error"
	done
	unbind
	echo "$slot" >$driver/bind
	edu_user "$file" || fail "edu_user found a wrong answer behind a job that never ended"
}

while read -r msi bits; do
	insmod edu.ko msi=$msi dma_bits=$bits
	slot=$(basename "$(ls -d $driver/0000:*)")
	file=/dev/edu-$slot
	[ -c "$file" ] || fail "there is no $file"
	edu_user "$file" || fail "edu_user found a wrong answer"
	interrupts=$(grep ' edu$' /proc/interrupts) || fail "nobody answers its interrupts"
	case $msi-$interrupts in
	y-*MSI* | n-*IO-APIC*) ;;
	*) fail "msi=$msi, but: $interrupts" ;;
	esac

	case $msi-$bits in
	y-28) lose_memory ;;
	y-32) [ -e /sys/kernel/debug/dma-api ] || lose_memory ;;
	esac

	use_until unbind
	! grep -q ' edu$' /proc/interrupts || fail "its interrupts are answered still"
	echo "$slot" >$driver/bind
	edu_user "$file" || fail "edu_user found a wrong answer once it was bound again"

	use_until remove
	echo 1 >/sys/bus/pci/rescan
	[ -c "$file" ] || fail "it was not found again"
	exec 3<>"$file"
	! rmmod edu 2>/dev/null || fail "the module was unloaded while a file was open"
	exec 3>&-
	rmmod edu
	[ ! -e "$file" ] || fail "$file is still there"
done <<end
y 28
n 28
y 32
end
for bits in 27 65; do
	said=$(insmod edu.ko dma_bits=$bits 2>&1 || true)
	case $said in
	*"nvalid"*) ;;
	*) fail "with $bits bits: $said" ;;
	esac
done
