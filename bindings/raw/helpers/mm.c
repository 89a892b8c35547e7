// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/fault-inject-usercopy.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/uaccess.h>

#include <features.h>

struct page *kcxx_alloc_page(gfp_t gfp)
{
	return alloc_page(gfp);
}

void kcxx_get_page(struct page *page)
{
	get_page(page);
}

void kcxx_put_page(struct page *page)
{
	put_page(page);
}

void kcxx_copy_to_page(struct page *page, size_t offset, const void *from, size_t size)
{
	memcpy_to_page(page, offset, from, size);
}

void kcxx_copy_from_page(void *to, struct page *page, size_t offset, size_t size)
{
	memcpy_from_page(to, page, offset, size);
}

void kcxx_zero_page(struct page *page, size_t offset, size_t size)
{
	memzero_page(page, offset, size);
}

/* What a CPU copies sooner by words than by an instruction that first finds out how. */
#define SMALL_COPY 256

/* Four words at a time, and the rest one by one. */
static unsigned long copy_words_from_user(u64 *to, const u64 __user *from, size_t words)
{
	const u64 __user *const end = from + words;

	if (should_fail_usercopy() || !user_read_access_begin(from, words * sizeof(*to)))
		return words;
	for (; end - from >= 4; from += 4, to += 4) {
		unsafe_get_user(to[0], from, fault);
		unsafe_get_user(to[1], from + 1, fault);
		unsafe_get_user(to[2], from + 2, fault);
		unsafe_get_user(to[3], from + 3, fault);
	}
	for (; from != end; from++, to++)
		unsafe_get_user(*to, from, fault);
fault:
	user_read_access_end();
	return end - from;
}

static unsigned long copy_small_or_large(void *to, const void __user *from, size_t size)
{
	if (size > SMALL_COPY || size % sizeof(u64))
		return copy_from_user(to, from, size);
	return copy_words_from_user(to, from, size / sizeof(u64));
}

unsigned long kcxx_copy_page_from_user(struct page *page, size_t offset, const void __user *from,
				       size_t size)
{
	void *to = kmap_local_page(page);
	unsigned long left = copy_small_or_large(to + offset, from, size);

	kunmap_local(to);
	return left;
}

struct address_space *kcxx_file_mapping(const struct file *file)
{
	return file->f_mapping;
}

struct inode *kcxx_mapping_inode(const struct address_space *mapping)
{
	return mapping->host;
}

unsigned long kcxx_vma_start(const struct vm_area_struct *vma)
{
	return vma->vm_start;
}

unsigned long kcxx_vma_size(const struct vm_area_struct *vma)
{
	return vma->vm_end - vma->vm_start;
}

unsigned long kcxx_vma_flags(const struct vm_area_struct *vma)
{
	return vma->vm_flags;
}

void kcxx_vma_flags_change(struct vm_area_struct *vma, unsigned long set, unsigned long clear)
{
#if KCXX_HAVE_VM_FLAGS_MOD
	vm_flags_mod(vma, set, clear);
#else
	vma->vm_flags = (vma->vm_flags | set) & ~clear;
#endif
}
