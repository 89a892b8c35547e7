# SPDX-License-Identifier: GPL-2.0
# Counts what our Binder and the C driver keep; tests/bench/binder reads it.
set -e
insmod binder.ko
insmod binder_linux.ko
binder_memory /dev/cxxbinder binder
binder_memory /dev/binder binder_linux
