/* SPDX-License-Identifier: GPL-2.0 */
/* What /dev/ioctl_demo and its users agree on. */
#pragma once

#include <linux/ioctl.h>
#include <linux/types.h>

struct ioctl_demo_range {
	__u32 from;
	__u32 to;
};

/* Memory of the caller: its bytes are summed up, and then inverted in place. */
struct ioctl_demo_buffer {
	__u64 address;
	__u32 size;
	__u32 sum;
};

#define IOCTL_DEMO_RESET  _IO('k', 0)
#define IOCTL_DEMO_GET    _IOR('k', 1, struct ioctl_demo_range)
#define IOCTL_DEMO_SET    _IOW('k', 2, struct ioctl_demo_range)
#define IOCTL_DEMO_INVERT _IOWR('k', 3, struct ioctl_demo_buffer)
