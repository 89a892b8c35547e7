/* SPDX-License-Identifier: GPL-2.0 */
/* What /dev/edu-* and its users agree on. Reading and writing it moves bytes from and to the buffer of the
 * device, at the position of the file. */
#pragma once

#include <linux/ioctl.h>
#include <linux/types.h>

/* The device has one byte more, but QEMU takes a transfer that reaches it for one that goes beyond. */
#define EDU_BUFFER_SIZE 4095

/* Whether the device answers: ENXIO if it does not. */
#define EDU_PING      _IO('e', 0)
/* The number comes back as its factorial: ERANGE if that has no room. */
#define EDU_FACTORIAL _IOWR('e', 1, __u32)
/* Has the device raise an interrupt for these causes, 1 to 0xff, and waits for it. */
#define EDU_RAISE     _IOW('e', 2, __u32)
