// SPDX-License-Identifier: GPL-2.0
/* <linux/atomic.h>: the same operations on atomic_t and atomic64_t. */
#include <linux/atomic.h>
#include <linux/types.h>

/* op##order, of the four orders that a read-modify-write operation comes in. */
#define KCXX_ORDERED(name, word, counter, order)                                            \
	word kcxx_##name##_fetch_add##order(word value, counter *v)                         \
	{                                                                                   \
		return name##_fetch_add##order(value, v);                                   \
	}                                                                                   \
	word kcxx_##name##_xchg##order(counter *v, word value)                              \
	{                                                                                   \
		return name##_xchg##order(v, value);                                        \
	}                                                                                   \
	bool kcxx_##name##_try_cmpxchg##order(counter *v, word *expected, word value)       \
	{                                                                                   \
		return name##_try_cmpxchg##order(v, expected, value);                       \
	}

#define KCXX_ATOMIC(name, word, counter)                                                    \
	word kcxx_##name##_read(const counter *v)                                           \
	{                                                                                   \
		return name##_read(v);                                                      \
	}                                                                                   \
	word kcxx_##name##_read_acquire(const counter *v)                                   \
	{                                                                                   \
		return name##_read_acquire(v);                                              \
	}                                                                                   \
	void kcxx_##name##_set(counter *v, word value)                                      \
	{                                                                                   \
		name##_set(v, value);                                                       \
	}                                                                                   \
	void kcxx_##name##_set_release(counter *v, word value)                              \
	{                                                                                   \
		name##_set_release(v, value);                                               \
	}                                                                                   \
	void kcxx_##name##_add(word value, counter *v)                                      \
	{                                                                                   \
		name##_add(value, v);                                                       \
	}                                                                                   \
	void kcxx_##name##_sub(word value, counter *v)                                      \
	{                                                                                   \
		name##_sub(value, v);                                                       \
	}                                                                                   \
	void kcxx_##name##_inc(counter *v)                                                  \
	{                                                                                   \
		name##_inc(v);                                                              \
	}                                                                                   \
	void kcxx_##name##_dec(counter *v)                                                  \
	{                                                                                   \
		name##_dec(v);                                                              \
	}                                                                                   \
	bool kcxx_##name##_dec_and_test(counter *v)                                         \
	{                                                                                   \
		return name##_dec_and_test(v);                                              \
	}                                                                                   \
	word kcxx_##name##_fetch_or(word value, counter *v)                                 \
	{                                                                                   \
		return name##_fetch_or(value, v);                                           \
	}                                                                                   \
	word kcxx_##name##_fetch_and(word value, counter *v)                                \
	{                                                                                   \
		return name##_fetch_and(value, v);                                          \
	}                                                                                   \
	KCXX_ORDERED(name, word, counter, )                                                 \
	KCXX_ORDERED(name, word, counter, _relaxed)                                         \
	KCXX_ORDERED(name, word, counter, _acquire)                                         \
	KCXX_ORDERED(name, word, counter, _release)

KCXX_ATOMIC(atomic, int, atomic_t)
KCXX_ATOMIC(atomic64, s64, atomic64_t)
