/* SPDX-License-Identifier: GPL-2.0 */
/* What resv_probe is asked, for programs as well. */
#ifndef RESV_PROBE_H
#define RESV_PROBE_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* Two buffers that a file of a device knows by these handles. */
struct resv_probe {
	__s32 fd;
	__u32 usage; /* enum dma_resv_usage */
	__u32 handle;
	__u32 other;
};

/* 1: the first has a fence of this usage, or of one below, that is not signalled. 0: it has none. */
#define RESV_PROBE_BUSY _IOW('R', 0, struct resv_probe)
/* 1: both have one reservation together. */
#define RESV_PROBE_SHARED _IOW('R', 1, struct resv_probe)

#endif
