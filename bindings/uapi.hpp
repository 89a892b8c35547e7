// SPDX-License-Identifier: GPL-2.0
// What uapi headers take for granted within the kernel: include it before them.
#pragma once

// <linux/types.h> leaves these to the kernel's own <asm/posix_types.h>, which is no header for C++.
#include <asm/posix_types_64.h>

#ifndef __packed
/// As <linux/compiler_attributes.h> has it.
#define __packed __attribute__((packed))
#endif
