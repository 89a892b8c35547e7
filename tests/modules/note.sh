#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# /dev/note in the guest: each open file has a text of its own; bad requests get their errno.
set -eu

fail() { echo "$*"; exit 1; }

insmod note.ko
[ -c /dev/note ] || fail "there is no /dev/note"

exec 3<>/dev/note 4<>/dev/note
echo "first" >&3
echo "second" >&4
read -r text <&3
[ "$text" = first ] || fail "wrote 'first', read '$text'"
read -r text <&4
[ "$text" = second ] || fail "wrote 'second', read '$text'"

if rmmod note 2>/dev/null; then
	fail "the module was unloaded while a file was open"
fi
exec 3>&- 4>&-

note_user || fail "note_user found a wrong answer"

rmmod note
[ ! -e /dev/note ] || fail "/dev/note is still there"
