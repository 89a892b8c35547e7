// SPDX-License-Identifier: GPL-2.0
/* The events of events.h, for whoever traces the module. */
#include <linux/kernel.h>
#include <linux/ioctl.h>
#include <modules/binder/names.h>

static const char *const command_names[] = { BINDER_COMMAND_NAMES };
static const char *const answer_names[] = { BINDER_ANSWER_NAMES };

#define CREATE_TRACE_POINTS
#include <modules/binder/events.h>
