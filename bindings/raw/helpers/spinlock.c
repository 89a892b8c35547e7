// SPDX-License-Identifier: GPL-2.0
/* <linux/spinlock.h>: all of it is inline. */
#include <linux/spinlock.h>

void kcxx_spin_lock_init(spinlock_t *lock, const char *name, struct lock_class_key *key)
{
	/* The macro of that name makes its own lockdep class at each place that uses it. */
#if defined(CONFIG_PREEMPT_RT)
	rt_mutex_base_init(&lock->lock);
	__rt_spin_lock_init(lock, name, key, false);
#elif defined(CONFIG_DEBUG_SPINLOCK)
	__raw_spin_lock_init(spinlock_check(lock), name, key, LD_WAIT_CONFIG);
#else
	spin_lock_init(lock);
#endif
}

void kcxx_spin_lock(spinlock_t *lock)
{
	spin_lock(lock);
}

bool kcxx_spin_trylock(spinlock_t *lock)
{
	return spin_trylock(lock);
}

void kcxx_spin_unlock(spinlock_t *lock)
{
	spin_unlock(lock);
}

unsigned long kcxx_spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	return flags;
}

bool kcxx_spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags)
{
	unsigned long saved;
	bool locked = spin_trylock_irqsave(lock, saved);

	*flags = saved;
	return locked;
}

void kcxx_spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	spin_unlock_irqrestore(lock, flags);
}
