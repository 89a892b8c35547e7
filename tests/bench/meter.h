/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counts the guest's instructions of ops.h. Under `-icount shift=0` the time stamp counter moves by
 * one with each of them; a loop of known length shows that it does.
 */
#pragma once

#include <linux/errno.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <asm/msr.h>

#include <tests/bench/ops.h>

#define METER_CALLS 1000
#define METER_ROUNDS 9

/* Nothing but the loop that all operations are in. */
static noinline void meter_empty(struct ops *ops, unsigned long count)
{
	do {
	} while (ops_again(&count));
}

/* The same loop around ten instructions. */
static noinline void meter_ten(struct ops *ops, unsigned long count)
{
	do {
		asm volatile(".rept 10\n\tnop\n\t.endr");
	} while (ops_again(&count));
}

static const struct {
	const char *name;
	void (*run)(struct ops *ops, unsigned long count);
} meter_table[] = {
	{ "empty", meter_empty },
	{ "ten", meter_ten },
	{ "mutex", ops_mutex },
	{ "spinlock", ops_spinlock },
	{ "refcount_inc", ops_refcount_inc },
	{ "refcount_dec", ops_refcount_dec },
	{ "kmalloc", ops_kmalloc },
	{ "list", ops_list },
	{ "copy_from_user", ops_copy_from_user },
#ifdef METER_CHECKED
	{ "vec_index", ops_vec_index },
	{ "span_walk", ops_span_walk },
	{ "checksum", ops_checksum },
	{ "text", ops_text },
#endif
};

/* Prints the instructions of each round: `bench: NAME CALLS TOTAL...`. The first round, which finds
 * caches cold, is left out. */
static void meter_all(struct ops *ops)
{
	unsigned long long start, totals[METER_ROUNDS];
	char line[METER_ROUNDS * 21];
	int i, round, length;

	for (i = 0; i < ARRAY_SIZE(meter_table); i++) {
		meter_table[i].run(ops, METER_CALLS);
		for (round = 0; round < METER_ROUNDS; round++) {
			/* While another task is to run, giving up a spin lock takes an instruction more. */
			cond_resched();
			start = rdtsc();
			meter_table[i].run(ops, METER_CALLS);
			totals[round] = rdtsc() - start;
		}
		for (length = 0, round = 0; round < METER_ROUNDS; round++)
			length += scnprintf(line + length, sizeof(line) - length, " %llu",
					    totals[round]);
		pr_info("bench: %s %d%s\n", meter_table[i].name, METER_CALLS, line);
	}
}

/* A page of this process, present. Returns its address, or -errno. It dies with the process. */
static long meter_user_page(void)
{
	unsigned long page = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, 0);

	if (!IS_ERR_VALUE(page) && clear_user((void __user *)page, PAGE_SIZE))
		return -EFAULT;
	return page;
}
