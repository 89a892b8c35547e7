// SPDX-License-Identifier: GPL-2.0
/* <linux/completion.h>: a macro that makes a lockdep class at each place that uses it. */
#include <linux/completion.h>

void kcxx_init_completion(struct completion *x, const char *name, struct lock_class_key *key)
{
	x->done = 0;
	__init_swait_queue_head(&x->wait, name, key);
}

void kcxx_reinit_completion(struct completion *x)
{
	reinit_completion(x);
}
