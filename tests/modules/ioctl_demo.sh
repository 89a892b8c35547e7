#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Commands of each direction, wrong ones, and memory of the caller that is not there.
set -eu

insmod ioctl_demo.ko
ioctl_user || { echo "ioctl_user found a wrong answer"; exit 1; }
rmmod ioctl_demo
