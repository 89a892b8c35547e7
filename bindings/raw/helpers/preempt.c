// SPDX-License-Identifier: GPL-2.0
#include <linux/preempt.h>

bool kcxx_in_task(void)
{
	return in_task();
}
