// SPDX-License-Identifier: GPL-2.0
/* What the C++ runtime asks of the kernel: see cxxrt/host.hpp. */
#include <linux/bug.h>
#include <linux/kcsan-checks.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/slab.h>

#if defined(CONFIG_DEBUG_BUGVERBOSE) && defined(CONFIG_GENERIC_BUG_RELATIVE_POINTERS)
/* The entries that scripts/plugin/traps.cpp writes. */
static_assert(sizeof(struct bug_entry) == 12);
static_assert(offsetof(struct bug_entry, bug_addr_disp) == 0);
static_assert(offsetof(struct bug_entry, file_disp) == 4);
static_assert(offsetof(struct bug_entry, line) == 8);
static_assert(offsetof(struct bug_entry, flags) == 10);
#endif

noinline void *kcxx_alloc(size_t size, size_t align)
{
	/* kmalloc aligns to the size where that is a power of two. */
	if (align > ARCH_KMALLOC_MINALIGN)
		size = roundup_pow_of_two(max(size, align));
	return kmalloc(size, GFP_KERNEL);
}

noinline void kcxx_free(void *p)
{
	kfree(p);
}

#ifdef CONFIG_KCSAN
/* What KCSAN need not know for C: an object's pointer to its virtual functions. A destructor may
 * write there what is there already. */
__no_kcsan void __tsan_vptr_read(void *vptr)
{
	kcsan_check_read(vptr, sizeof(void *));
}

__no_kcsan void __tsan_vptr_update(void *vptr, void *table)
{
	if (READ_ONCE(*(void **)vptr) != table)
		kcsan_check_write(vptr, sizeof(void *));
}
#endif
