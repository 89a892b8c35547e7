#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Exports of a C++ module are usable from C and from C++; ftrace sees C++ functions, and a stack
# trace goes through C++ frames.
set -eu
tracing=/sys/kernel/tracing

fail() { echo "$*"; exit 1; }

insmod cxx_export.ko
insmod c_import.ko
dmesg | grep -q 'c_import: sum 42 depth 5' || fail "the C module saw another result"

load_import()
{
	insmod cxx_import.ko
	dmesg | grep -q 'cxx_import: sum 42 depth 5' || fail "the C++ module saw another result"
}

trace_import()
{
	grep -q 'cxx_descend.*\[cxx_export\]' $tracing/available_filter_functions ||
		fail "ftrace does not know cxx_descend"
	grep -q '_ZNK10cxx_export7Descent2goEi' $tracing/available_filter_functions ||
		fail "ftrace does not know Descent::go"

	echo cxx_descend > $tracing/set_ftrace_filter
	echo 1 > $tracing/options/func_stack_trace
	echo function > $tracing/current_tracer
	load_import
	trace=$(cat $tracing/trace)
	echo nop > $tracing/current_tracer
	echo 0 > $tracing/options/func_stack_trace
	echo > $tracing/set_ftrace_filter

	calls=$(echo "$trace" | grep -c 'cxx_descend <-' || true)
	[ "$calls" -eq 6 ] || fail "6 calls of cxx_descend, but $calls traced"
	# The deepest call's stack: each level shows both the C and the C++ function, down to the loader.
	echo "$trace" | grep -q '=> _ZNK10cxx_export7Descent2goEi' || fail "no C++ frame in the stack trace"
	echo "$trace" | grep -q '=> do_init_module' || fail "the stack trace does not reach the module loader"
}

# Kernels for tests have no tracer of functions; stock ones have.
if uname -r | grep -q -e -kcxx-; then
	load_import
else
	trace_import
fi

rmmod cxx_import c_import cxx_export
