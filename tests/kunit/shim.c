// SPDX-License-Identifier: GPL-2.0
/* What task_struct.kunit_test is where the kernel has it: the test that a task runs. */
#include <kunit/test.h>
#include <linux/spinlock.h>

/* KUnit runs one case at a time, in a task or two of its own. Not all of them say when they end:
 * the oldest entry gives way to a new one. */
static struct {
	struct task_struct *task;
	struct kunit *test;
} running[16];
static unsigned int oldest;
static DEFINE_SPINLOCK(running_lock);

static int find_current(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(running); i++)
		if (running[i].task == current)
			return i;
	return -1;
}

struct kunit *kcxx_kunit_get(void)
{
	struct kunit *test;
	unsigned long flags;
	int i;

	spin_lock_irqsave(&running_lock, flags);
	i = find_current();
	test = i < 0 ? NULL : running[i].test;
	spin_unlock_irqrestore(&running_lock, flags);
	return test;
}
EXPORT_SYMBOL_GPL(kcxx_kunit_get);

void kcxx_kunit_set(struct kunit *test)
{
	unsigned long flags;
	int i;

	spin_lock_irqsave(&running_lock, flags);
	i = find_current();
	if (i < 0) {
		i = oldest;
		oldest = (oldest + 1) % ARRAY_SIZE(running);
	}
	running[i].task = test ? current : NULL;
	running[i].test = test;
	spin_unlock_irqrestore(&running_lock, flags);
}
