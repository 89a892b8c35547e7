// SPDX-License-Identifier: GPL-2.0
/* <linux/rcupdate.h>: inline functions and macros. */
#include <linux/rcupdate.h>
#include <linux/slab.h>

void kcxx_rcu_read_lock(void)
{
	rcu_read_lock();
}

void kcxx_rcu_read_unlock(void)
{
	rcu_read_unlock();
}

struct kcxx_rcu_object {
	struct rcu_head head;
};

/* Frees memory of kmalloc() that begins with its rcu_head. */
void kcxx_kfree_rcu(struct rcu_head *head)
{
	struct kcxx_rcu_object *object = container_of(head, struct kcxx_rcu_object, head);

	kfree_rcu(object, head);
}
