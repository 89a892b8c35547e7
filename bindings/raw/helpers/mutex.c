// SPDX-License-Identifier: GPL-2.0
/* <linux/mutex.h>: macros over other functions where lockdep or PREEMPT_RT is on. */
#include <linux/mutex.h>

void kcxx_mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	__mutex_init(lock, name, key);
}

void kcxx_mutex_destroy(struct mutex *lock)
{
	mutex_destroy(lock);
}

void kcxx_mutex_lock(struct mutex *lock)
{
	mutex_lock(lock);
}

int kcxx_mutex_lock_interruptible(struct mutex *lock)
{
	return mutex_lock_interruptible(lock);
}

bool kcxx_mutex_trylock(struct mutex *lock)
{
	return mutex_trylock(lock);
}

void kcxx_mutex_unlock(struct mutex *lock)
{
	mutex_unlock(lock);
}
