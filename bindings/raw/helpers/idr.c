// SPDX-License-Identifier: GPL-2.0
#include <linux/idr.h>

void kcxx_ida_init(struct ida *ida)
{
	ida_init(ida);
}
