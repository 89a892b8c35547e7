// SPDX-License-Identifier: GPL-2.0
/* <linux/refcount.h>: all of it is inline. */
#include <linux/refcount.h>

void kcxx_refcount_set(refcount_t *count, int value)
{
	refcount_set(count, value);
}

unsigned int kcxx_refcount_read(const refcount_t *count)
{
	return refcount_read(count);
}

void kcxx_refcount_inc(refcount_t *count)
{
	refcount_inc(count);
}

/* By who knows that it is not 0, and stops if it was: so it need not look first. */
bool kcxx_refcount_inc_alive(refcount_t *count)
{
	const int old = atomic_fetch_add_relaxed(1, &count->refs);

	if (unlikely(old == 0))
		return false;
	if (unlikely(old < 0 || old == INT_MAX))
		refcount_warn_saturate(count, REFCOUNT_ADD_OVF);
	return true;
}

bool kcxx_refcount_inc_not_zero(refcount_t *count)
{
	return refcount_inc_not_zero(count);
}

bool kcxx_refcount_dec_and_test(refcount_t *count)
{
	return refcount_dec_and_test(count);
}
