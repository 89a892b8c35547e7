#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In the guest: plays seeds. What kms_fuzz is told is in /fuzz/arguments, behind the plan, of which there is one.
set -u
. /fuzz/prepare_faults.sh
insmod bochs.ko || exit
set -- $(cat /fuzz/arguments)
shift
kms_fuzz 0000:00:10.0 "$@"
status=$?
module=bochs
. /fuzz/unload.sh
