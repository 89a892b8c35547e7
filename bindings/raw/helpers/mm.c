// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mm.h>

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

/* As it is mapped for the kernel: writes may be combined, and no guest's memory is encrypted there. */
vm_fault_t kcxx_vma_insert_device_page(struct vm_fault *fault, unsigned long pfn)
{
	return vmf_insert_pfn_prot(fault->vma, fault->address, pfn,
				   pgprot_decrypted(pgprot_writecombine(fault->vma->vm_page_prot)));
}

/* As it is: each access reaches the device. */
vm_fault_t kcxx_vma_insert_register_page(struct vm_fault *fault, unsigned long pfn)
{
	return vmf_insert_pfn_prot(fault->vma, fault->address, pfn,
				   pgprot_decrypted(pgprot_noncached(fault->vma->vm_page_prot)));
}
