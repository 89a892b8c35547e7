// SPDX-License-Identifier: GPL-2.0
#include <linux/hrtimer.h>
#include <linux/ktime.h>

void kcxx_hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *))
{
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer->function = function;
}

void kcxx_hrtimer_start(struct hrtimer *timer, u64 nanoseconds)
{
	hrtimer_start(timer, ns_to_ktime(nanoseconds), HRTIMER_MODE_REL);
}

u64 kcxx_hrtimer_forward_now(struct hrtimer *timer, u64 nanoseconds)
{
	return hrtimer_forward_now(timer, ns_to_ktime(nanoseconds));
}

ktime_t kcxx_hrtimer_expires(const struct hrtimer *timer)
{
	return READ_ONCE(timer->node.expires);
}
