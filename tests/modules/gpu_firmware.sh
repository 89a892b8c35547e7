#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Firmware that the driver gpu has to refuse, and firmware that does not run: binding tells why, the log as well,
# and nothing is left of it.
set -eu

. /tests/shared/gpu.sh

firmware=/lib/firmware/kcxx/gpu.bin
good=/tmp/gpu.bin
tell() { echo "$slot" >"$driver/$1"; }

# NAME ERROR SAID: with the firmware that is there now. Why is said in one line, by the driver or by who reads
# files for it.
refuse()
{
	lines=$(dmesg | wc -l)
	! answer=$(tell bind 2>&1) || fail "$1: it was bound"
	case $answer in
	*"$2"*) ;;
	*) fail "$1: it should say '$2', but: $answer" ;;
	esac
	log=$(dmesg | tail -n +$((lines + 1)) | grep -e '\] gpu: ' -e 'Direct firmware load')
	[ "$(echo "$log" | wc -l)" = 1 ] || fail "$1: the log should have one line, but: $log"
	case $log in
	*"$3"*) ;;
	*) fail "$1: the log should say '$3', but: $log" ;;
	esac
	left=$(grep gpu- /proc/interrupts || true; grep ': gpu$' /proc/iomem || true)
	[ -z "$left" ] || fail "$1: there is left: $left"
	[ ! -e "/sys/bus/pci/devices/$slot/drm" ] || fail "$1: there are nodes of it"
	cp $good $firmware
}

# FILE PLACE BYTES
patch() { printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }

invalid='nvalid argument' none='this is no firmware' changed='the firmware was changed'
version='the firmware speaks version' unfit='does not fit the memory'
# What the header says, and what not: see modules/gpu/abi/image.hpp.
refuse_changed()
{
	while read -r name place bytes error said; do
		patch $firmware "$place" "$bytes"
		eval "refuse '$name' \"$error\" \"$said\""
	done <<-'end'
		magic 0 \000 $invalid $none
		small-header 4 \077 $invalid $none
		large-header 4 \377\377\377\377 $invalid $none
		no-image 8 \000\000\000\000 $invalid $none
		small-image 8 \200 $invalid $none
		large-image 8 \377\377\377\377 $invalid $none
		small-memory 12 \010\000\000\000 $invalid $unfit
		large-memory 12 \001\000\010\000 $invalid $unfit
		checksum 16 \000\000\000\000 $invalid $changed
		older 20 \000\000\000\000 upported $version
		newer 20 \000\000\002\000 upported $version
		odd-entry 24 \002\000\000\000 $invalid $unfit
		far-entry 24 \374\377\377\377 $invalid $unfit
		odd-interface 28 \004\000\000\000 $invalid $unfit
		far-interface 28 \370\377\007\000 $invalid $unfit
		endless-version 63 x $invalid $none
		first-byte 64 \377 $invalid $changed
	end
}

refuse_cut()
{
	size=$(wc -c <$good)
	for left in 1 63 64 100 $((size - 8)) $((size - 1)); do
		head -c "$left" $good >$firmware
		refuse "$left of $size bytes" "$invalid" "$none"
	done
	printf '\000\000\000\000\000\000\000\000' >>$firmware
	refuse 'more bytes than it says' "$invalid" "$none"
	: >$firmware
	refuse 'no bytes' "$invalid" 'Direct firmware load for kcxx/gpu.bin failed'
	rm $firmware
	refuse 'no file' 'No such file' 'Direct firmware load for kcxx/gpu.bin failed'
}

# It begins where there is no instruction: at what it says of itself (firmware/main.cpp).
trap_at_once()
{
	place=$(strings -t d $good | awk '$2 == "KGFW" { last = $1 } END { print last - 64 }')
	bytes=$(printf '\\%03o\\%03o' $((place % 256)) $((place / 256)))
	patch $firmware 24 "$bytes"
	refuse 'a trap' 'nput/output error' "microcontroller has trapped: cause 2 at"
}

load_drm

insmod gpu.ko
slot=$(basename "$(ls -d $driver/0000:*)")
tell unbind
cp $firmware $good
refuse_changed
refuse_cut
trap_at_once
# One that has more to say than this driver knows.
patch $firmware 20 '\001\000\001\000'
tell bind
tell unbind
cp $good $firmware
tell bind
rmmod gpu

unload_drm
