// SPDX-License-Identifier: GPL-2.0
/* <linux/sched/signal.h>: inline functions. */
#include <linux/sched.h>
#include <linux/sched/signal.h>

struct task_struct *kcxx_get_current(void)
{
	return current;
}

bool kcxx_signal_pending(struct task_struct *task)
{
	return signal_pending(task);
}

bool kcxx_signal_pending_state(unsigned int state, struct task_struct *task)
{
	return signal_pending_state(state, task);
}

void kcxx_allow_signal(int number)
{
	allow_signal(number);
}

void kcxx_disallow_signal(int number)
{
	disallow_signal(number);
}
