// SPDX-License-Identifier: GPL-2.0
/* Memory of user space, for tests/bindings/user_memory.hpp. Cases run in a kernel thread, which has none:
 * it borrows that of the task that loads the module, and waits for them meanwhile. */
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>

void kcxx_kunit_lend_memory(void);
void kcxx_kunit_take_memory_back(void);
unsigned long kcxx_kunit_map(size_t size);
void kcxx_kunit_unmap(unsigned long address, size_t size);

static struct mm_struct *lent;

void kcxx_kunit_lend_memory(void)
{
	lent = current->mm;
	mmget(lent);
}

void kcxx_kunit_take_memory_back(void)
{
	mmput(lent);
	lent = NULL;
}

/* Pages of zeros, with a page in front of them and one behind where nothing is. */
unsigned long kcxx_kunit_map(size_t size)
{
	unsigned long address;

	if (!lent || current->mm)
		return 0;
	kthread_use_mm(lent);
	address = vm_mmap(NULL, 0, size + 2 * PAGE_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, 0);
	if (!IS_ERR_VALUE(address) && !vm_munmap(address, PAGE_SIZE) &&
	    !vm_munmap(address + PAGE_SIZE + size, PAGE_SIZE))
		return address + PAGE_SIZE;
	kthread_unuse_mm(lent);
	return 0;
}

void kcxx_kunit_unmap(unsigned long address, size_t size)
{
	vm_munmap(address, size);
	kthread_unuse_mm(lent);
}
