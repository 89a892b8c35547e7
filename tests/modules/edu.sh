#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The teaching device does what it can, by interrupts of both kinds and without those that are lost, with memory
# that it does not reach and with all in its reach; and it goes while it is in use.
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

config() { echo "/sys/bus/pci/devices/$slot/config"; }
get_byte() { od -An -tu1 -j"$1" -N1 "$(config)" | tr -d ' '; }
set_byte() { printf "\\$(printf %o "$2")" | dd of="$(config)" bs=1 seek="$1" conv=notrunc 2>/dev/null; }

# What the device says goes nowhere: the message is off that it has (the control register of its only capability),
# and so is its line (in the command register). It does all the same what it is asked for.
lose_interrupts()
{
	command=5 message=$(($(get_byte 52) + 2))
	commanded=$(get_byte $command) messages=$(get_byte $message)
	before=$(dmesg | grep -c 'edu: no interrupt came') || true
	set_byte $command $((commanded | 4))
	set_byte $message $((messages & ~1))
	edu_user "$file" || fail "edu_user found a wrong answer where no interrupt comes"
	after=$(dmesg | grep -c 'edu: no interrupt came') || true
	[ "$after" -gt "$before" ] || fail "the driver does not say that no interrupt came"
	set_byte $message "$messages"
	set_byte $command "$commanded"
	counted=$(interrupts)
	edu_user "$file" || fail "edu_user found a wrong answer when interrupts came again"
	[ "$(interrupts)" != "$counted" ] || fail "interrupts did not come again"
}
interrupts() { grep ' edu$' /proc/interrupts; }

# Without its registers (memory space, in the command register) it is never told what to do, so it never finishes.
# What it was lent is never seen again, of which kernels tell that look for that.
lose_memory()
{
	set_byte 4 4
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
	answered=$(interrupts) || fail "nobody answers its interrupts"
	case $msi-$answered in
	y-*MSI* | n-*IO-APIC*) ;;
	*) fail "msi=$msi, but: $answered" ;;
	esac

	lose_interrupts
	case $msi-$bits in
	y-28) lose_memory ;;
	y-32) [ -e /sys/kernel/debug/dma-api ] || lose_memory ;;
	esac

	use_until unbind
	! interrupts || fail "its interrupts are answered still"
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
