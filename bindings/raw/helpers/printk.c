// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/ratelimit.h>

bool kcxx_printk_within_limit(void)
{
	static DEFINE_RATELIMIT_STATE(state, DEFAULT_RATELIMIT_INTERVAL, DEFAULT_RATELIMIT_BURST);

	return ___ratelimit(&state, KBUILD_MODNAME);
}
