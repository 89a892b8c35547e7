// SPDX-License-Identifier: GPL-2.0
/* <linux/jiffies.h>: inline functions. */
#include <linux/jiffies.h>

unsigned long kcxx_msecs_to_jiffies(unsigned int msecs)
{
	return msecs_to_jiffies(msecs);
}

unsigned long kcxx_jiffies_now(void)
{
	return jiffies;
}
