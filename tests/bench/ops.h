/* SPDX-License-Identifier: GPL-2.0 */
/* What meter.h measures: each function does its operation `count` times. Once in C, once in C++. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#define OPS_BYTES 64

struct ops;

void ops_mutex(struct ops *ops, unsigned long count);
void ops_spinlock(struct ops *ops, unsigned long count);
void ops_refcount_inc(struct ops *ops, unsigned long count);
/* Gives back what ops_refcount_inc() took. */
void ops_refcount_dec(struct ops *ops, unsigned long count);
void ops_kmalloc(struct ops *ops, unsigned long count);
void ops_list(struct ops *ops, unsigned long count);
void ops_copy_from_user(struct ops *ops, unsigned long count);

/* In C++ alone: what run-time checks are for, on OPS_BYTES numbers or bytes a time. */
void ops_vec_index(struct ops *ops, unsigned long count);
void ops_span_walk(struct ops *ops, unsigned long count);
void ops_checksum(struct ops *ops, unsigned long count);
void ops_text(struct ops *ops, unsigned long count);

/*
 * do { ... } while (ops_again(&count)): two instructions a pass, whatever the compiler, and no
 * check of an overflow. No pass is merged with the next.
 */
static inline __attribute__((always_inline)) bool ops_again(unsigned long *count)
{
	bool again;

	__asm__ __volatile__("decq %0" : "+m"(*count), "=@ccnz"(again) : : "memory");
	return again;
}

#ifdef __cplusplus
}
#endif
