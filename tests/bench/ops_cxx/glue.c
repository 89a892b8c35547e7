// SPDX-License-Identifier: GPL-2.0
/* The same meter, in the same C, for the operations in C++. */
#define METER_CHECKED
#include <tests/bench/meter.h>

#include <tests/bench/ops_cxx/glue.h>

long glue_user_page(void)
{
	return meter_user_page();
}

void glue_meter(struct ops *ops)
{
	meter_all(ops);
}
