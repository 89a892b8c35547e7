// SPDX-License-Identifier: GPL-2.0
#include <linux/fault-inject-usercopy.h>
#include <linux/highmem.h>
#include <linux/uaccess.h>

unsigned long kcxx_copy_from_user(void *to, const void __user *from, unsigned long n)
{
	return copy_from_user(to, from, n);
}

unsigned long kcxx_copy_to_user(void __user *to, const void *from, unsigned long n)
{
	return copy_to_user(to, from, n);
}

/* As copies have it, but inline: words are too short for the calls. */
static __always_inline bool begin_reading(const void __user *from, size_t size)
{
	might_fault();
	return !should_fail_usercopy() && user_read_access_begin(from, size);
}

static __always_inline bool begin_writing(void __user *to, size_t size)
{
	might_fault();
	return !should_fail_usercopy() && user_write_access_begin(to, size);
}

#define DEFINE_WORD_ACCESS(type)                                          \
	int kcxx_get_user_##type(type *to, const void __user *from)       \
	{                                                                 \
		if (!begin_reading(from, sizeof(type)))                   \
			return -EFAULT;                                   \
		unsafe_get_user(*to, (const type __user *)from, fault);   \
		user_read_access_end();                                   \
		return 0;                                                 \
	fault:                                                            \
		user_read_access_end();                                   \
		return -EFAULT;                                           \
	}                                                                 \
	int kcxx_put_user_##type(type value, void __user *to)             \
	{                                                                 \
		if (!begin_writing(to, sizeof(type)))                     \
			return -EFAULT;                                   \
		unsafe_put_user(value, (type __user *)to, fault);         \
		user_write_access_end();                                  \
		return 0;                                                 \
	fault:                                                            \
		user_write_access_end();                                  \
		return -EFAULT;                                           \
	}

DEFINE_WORD_ACCESS(u32)
DEFINE_WORD_ACCESS(u64)

/* Words of 64 bits, four at a time and the rest one by one: what is small costs a fraction of a copy. */
static __always_inline bool copy_words_from_user(u64 *to, const u64 __user *from, unsigned long words)
{
	unsigned long i = 0;

	if (!begin_reading(from, words * sizeof(*to)))
		return false;
	for (; words - i >= 8; i += 8) {
		unsafe_get_user(to[i], from + i, fault);
		unsafe_get_user(to[i + 1], from + i + 1, fault);
		unsafe_get_user(to[i + 2], from + i + 2, fault);
		unsafe_get_user(to[i + 3], from + i + 3, fault);
		unsafe_get_user(to[i + 4], from + i + 4, fault);
		unsafe_get_user(to[i + 5], from + i + 5, fault);
		unsafe_get_user(to[i + 6], from + i + 6, fault);
		unsafe_get_user(to[i + 7], from + i + 7, fault);
	}
	for (; i < words; i++)
		unsafe_get_user(to[i], from + i, fault);
	user_read_access_end();
	return true;
fault:
	user_read_access_end();
	return false;
}

/* The count is known where it is inlined. */
bool kcxx_copy_words_from_user(u64 *to, const void __user *from, unsigned long words)
{
	return copy_words_from_user(to, from, words);
}

/* What a CPU copies sooner by words than by an instruction that first finds out how. */
#define SMALL_COPY 256

static __always_inline unsigned long copy_page_from_user(struct page *page, size_t offset,
							 const void __user *from, size_t size)
{
	void *mapped = kmap_local_page(page);
	void *to = mapped + offset;
	unsigned long left;

	if (size <= SMALL_COPY && size % sizeof(u64) == 0)
		left = copy_words_from_user(to, from, size / sizeof(u64)) ? 0 : size;
	else if (size == PAGE_SIZE)
		left = copy_from_user(to, from, PAGE_SIZE); /* what it is copied to is checked for other sizes alone */
	else
		left = copy_from_user(to, from, size);
	kunmap_local(mapped);
	return left;
}

unsigned long kcxx_copy_page_from_user(struct page *page, size_t offset, const void __user *from,
				       size_t size)
{
	return copy_page_from_user(page, offset, from, size);
}

unsigned long kcxx_copy_page_from_user_now(struct page *page, size_t offset, const void __user *from,
					   size_t size)
{
	unsigned long left;

	pagefault_disable();
	left = copy_page_from_user(page, offset, from, size);
	pagefault_enable();
	return left;
}

/* Words of 64 bits, behind a number of 32 if there is one. */
static __always_inline bool copy_words_to_user(void __user *to, const u32 *first, const u64 *from,
					       unsigned long words)
{
	const size_t head = first ? sizeof(*first) : 0;
	u64 __user *at = to + head;
	unsigned long i;

	if (!begin_writing(to, head + words * sizeof(*from)))
		return false;
	if (first)
		unsafe_put_user(*first, (u32 __user *)to, fault);
	for (i = 0; i < words; i++)
		unsafe_put_user(from[i], at + i, fault);
	user_write_access_end();
	return true;
fault:
	user_write_access_end();
	return false;
}

bool kcxx_copy_words_to_user(void __user *to, const u64 *from, unsigned long words)
{
	return copy_words_to_user(to, NULL, from, words);
}

bool kcxx_put_u32_and_words(void __user *to, u32 first, const u64 *from, unsigned long words)
{
	return copy_words_to_user(to, &first, from, words);
}

int kcxx_copy_struct_from_user(void *to, size_t size, const void __user *from, size_t user_size)
{
	return copy_struct_from_user(to, size, from, user_size);
}

int kcxx_copy_struct_to_user(void __user *to, size_t user_size, const void *from, size_t size)
{
	const size_t common = min(size, user_size);

	if (copy_to_user(to, from, common))
		return -EFAULT;
	return clear_user(to + common, user_size - common) ? -EFAULT : 0;
}
