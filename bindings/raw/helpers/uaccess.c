// SPDX-License-Identifier: GPL-2.0
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
