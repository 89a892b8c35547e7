/* SPDX-License-Identifier: GPL-2.0 */
/* Marks what tests/bench/counter.c counts: instructions that do nothing, and that no compiler makes. */
#pragma once

static inline void counted_begin(void)
{
	__asm__ volatile(".byte 0x0f, 0x1f, 0x80, 0x01, 0x00, 0x5a, 0x5a" ::: "memory");
}

static inline void counted_end(void)
{
	__asm__ volatile(".byte 0x0f, 0x1f, 0x80, 0x02, 0x00, 0x5a, 0x5a" ::: "memory");
}
