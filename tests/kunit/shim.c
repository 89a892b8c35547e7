// SPDX-License-Identifier: GPL-2.0
/* What task_struct.kunit_test is where the kernel has it: the test that a task runs. */
#include <kunit/test.h>
#include <linux/spinlock.h>

static struct {
	struct task_struct *task;
	struct kunit *test;
} slots[64];
static DEFINE_SPINLOCK(slots_lock);

struct kunit **kcxx_kunit_slot(void)
{
	static struct kunit *overflow;
	struct kunit **found = NULL;
	unsigned long flags;
	int free = -1;
	int i;

	spin_lock_irqsave(&slots_lock, flags);
	for (i = 0; i < ARRAY_SIZE(slots) && !found; i++) {
		if (slots[i].task == current)
			found = &slots[i].test;
		else if (!slots[i].test)
			free = i;
	}
	if (!found && free >= 0) {
		slots[free].task = current;
		slots[free].test = NULL;
		found = &slots[free].test;
	}
	spin_unlock_irqrestore(&slots_lock, flags);
	return found ?: &overflow;
}
EXPORT_SYMBOL_GPL(kcxx_kunit_slot);
