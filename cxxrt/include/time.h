/* SPDX-License-Identifier: GPL-2.0 */
/* The types that <chrono> names. Clocks are the kernel's: there is no system_clock here. */
#ifndef KCXX_TIME_H
#define KCXX_TIME_H

#include <stddef.h>

typedef long time_t;
typedef long clock_t;
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

#endif
