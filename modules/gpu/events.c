// SPDX-License-Identifier: GPL-2.0
/* The events of events.h, for whoever traces the module. */
#include <linux/kernel.h>

#define CREATE_TRACE_POINTS
#include <modules/gpu/events.h>
