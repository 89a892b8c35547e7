// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/task_stack.h>
#include <linux/timer.h>

/* Who looks for timers that are used wrongly is told of those on a stack. */
void kcxx_timer_setup(struct timer_list *timer, void (*expired)(struct timer_list *), const char *name,
		      struct lock_class_key *key)
{
	if (object_is_on_stack(timer))
		init_timer_on_stack_key(timer, expired, 0, name, key);
	else
		init_timer_key(timer, expired, 0, name, key);
}

void kcxx_timer_end(struct timer_list *timer)
{
	timer_shutdown_sync(timer);
	if (object_is_on_stack(timer))
		destroy_timer_on_stack(timer);
}
