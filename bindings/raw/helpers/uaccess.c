// SPDX-License-Identifier: GPL-2.0
#include <linux/fault-inject-usercopy.h>
#include <linux/uaccess.h>

unsigned long kcxx_copy_from_user(void *to, const void __user *from, unsigned long n)
{
	return copy_from_user(to, from, n);
}

unsigned long kcxx_copy_to_user(void __user *to, const void *from, unsigned long n)
{
	return copy_to_user(to, from, n);
}

int kcxx_get_user_u32(u32 *to, const void __user *from)
{
	return get_user(*to, (const u32 __user *)from);
}

int kcxx_get_user_u64(u64 *to, const void __user *from)
{
	return get_user(*to, (const u64 __user *)from);
}

int kcxx_put_user_u32(u32 value, void __user *to)
{
	return put_user(value, (u32 __user *)to);
}

int kcxx_put_user_u64(u64 value, void __user *to)
{
	return put_user(value, (u64 __user *)to);
}

/* Words of 64 bits, one by one: what is small costs a fraction of a copy. The count is known where
 * they are inlined. */
bool kcxx_copy_words_from_user(u64 *to, const void __user *from, unsigned long words)
{
	const u64 __user *at = from;
	unsigned long i;

	if (should_fail_usercopy() || !user_read_access_begin(at, words * sizeof(*to)))
		return false;
	for (i = 0; i < words; i++)
		unsafe_get_user(to[i], at + i, fault);
	user_read_access_end();
	return true;
fault:
	user_read_access_end();
	return false;
}

bool kcxx_copy_words_to_user(void __user *to, const u64 *from, unsigned long words)
{
	u64 __user *at = to;
	unsigned long i;

	if (should_fail_usercopy() || !user_write_access_begin(at, words * sizeof(*from)))
		return false;
	for (i = 0; i < words; i++)
		unsafe_put_user(from[i], at + i, fault);
	user_write_access_end();
	return true;
fault:
	user_write_access_end();
	return false;
}
