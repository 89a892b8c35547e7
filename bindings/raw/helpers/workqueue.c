// SPDX-License-Identifier: GPL-2.0
/* <linux/workqueue.h>: macros that make a lockdep class at each place that uses them. */
#include <linux/workqueue.h>

void kcxx_init_work(struct work_struct *work, work_func_t function, const char *name,
		    struct lock_class_key *key)
{
	__init_work(work, 0);
	work->data = (atomic_long_t)WORK_DATA_INIT();
	lockdep_init_map(&work->lockdep_map, name, key, 0);
	INIT_LIST_HEAD(&work->entry);
	work->func = function;
}

/* The timer of a delayed work is its own, and so is the class of the timer. */
void kcxx_init_delayed_work(struct delayed_work *work, work_func_t function, const char *name,
			    struct lock_class_key *key, struct lock_class_key *timer_key)
{
	kcxx_init_work(&work->work, function, name, key);
	init_timer_key(&work->timer, delayed_work_timer_fn, TIMER_IRQSAFE, name, timer_key);
}

struct workqueue_struct *kcxx_alloc_workqueue(const char *name, unsigned int flags, int max_active)
{
	return alloc_workqueue("%s", flags, max_active, name);
}
