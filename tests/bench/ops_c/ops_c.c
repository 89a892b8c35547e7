// SPDX-License-Identifier: GPL-2.0
/* The operations as kernel C has them. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include <tests/bench/meter.h>

struct shared {
	refcount_t count;
};

struct element {
	struct list_head node;
};

struct ops {
	struct mutex mutex;
	spinlock_t spinlock;
	struct shared *shared;
	struct list_head list;
	const void __user *user;
	char bytes[OPS_BYTES];
};

void ops_mutex(struct ops *ops, unsigned long count)
{
	do {
		mutex_lock(&ops->mutex);
		mutex_unlock(&ops->mutex);
	} while (ops_again(&count));
}

void ops_spinlock(struct ops *ops, unsigned long count)
{
	do {
		spin_lock(&ops->spinlock);
		spin_unlock(&ops->spinlock);
	} while (ops_again(&count));
}

void ops_refcount_inc(struct ops *ops, unsigned long count)
{
	struct shared *shared = ops->shared;

	do {
		refcount_inc(&shared->count);
	} while (ops_again(&count));
}

void ops_refcount_dec(struct ops *ops, unsigned long count)
{
	struct shared *shared = ops->shared;

	do {
		if (refcount_dec_and_test(&shared->count))
			kfree(shared);
	} while (ops_again(&count));
}

void ops_kmalloc(struct ops *ops, unsigned long count)
{
	unsigned long *object;

	do {
		object = kmalloc(sizeof(*object), GFP_KERNEL);
		if (!object)
			return;
		*object = 1;
		kfree(object);
	} while (ops_again(&count));
}

void ops_list(struct ops *ops, unsigned long count)
{
	struct element *element = kmalloc(sizeof(*element), GFP_KERNEL);

	if (!element)
		return;
	do {
		list_add_tail(&element->node, &ops->list);
		element = list_first_entry(&ops->list, struct element, node);
		list_del(&element->node);
	} while (ops_again(&count));
	kfree(element);
}

void ops_copy_from_user(struct ops *ops, unsigned long count)
{
	do {
		if (copy_from_user(ops->bytes, ops->user, sizeof(ops->bytes)))
			return;
	} while (ops_again(&count));
}

static int __init ops_c_init(void)
{
	struct ops *ops;
	long page = meter_user_page();

	if (page < 0)
		return page;
	ops = kzalloc(sizeof(*ops), GFP_KERNEL);
	if (!ops)
		return -ENOMEM;
	ops->shared = kmalloc(sizeof(*ops->shared), GFP_KERNEL);
	if (!ops->shared) {
		kfree(ops);
		return -ENOMEM;
	}
	mutex_init(&ops->mutex);
	spin_lock_init(&ops->spinlock);
	refcount_set(&ops->shared->count, 1);
	INIT_LIST_HEAD(&ops->list);
	ops->user = (const void __user *)page;
	meter_all(ops);
	kfree(ops->shared);
	kfree(ops);
	return 0;
}

static void __exit ops_c_exit(void)
{
}

module_init(ops_c_init);
module_exit(ops_c_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Costs of kernel operations in C");
